/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Array;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContentCapture}.
 */
class ContentCaptureTests {

	private static final int BUDGET = 1_000_000;

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults());

	@ParameterizedTest
	@MethodSource
	void valuesAreWrittenAsAReaderExpects(Object value, String expected) {
		assertThat(json(value)).isEqualTo(expected);
	}

	static Stream<Arguments> valuesAreWrittenAsAReaderExpects() {
		Map<Object, Object> map = new LinkedHashMap<>();
		map.put("a", null);
		map.put(1, true);
		return Stream.of(Arguments.of("text \"as it is\"\n", "text \"as it is\"\n"), Arguments.of(7, "7"),
				Arguments.of(7.5, "7.5"), Arguments.of(1.5f, "1.5"), Arguments.of(true, "true"),
				Arguments.of('c', "\"c\""), Arguments.of((short) 3, "3"),
				Arguments.of((1L << 53) - 1, "9007199254740991"), Arguments.of(1L << 53, "\"9007199254740992\""),
				Arguments.of(Long.MIN_VALUE, "\"-9223372036854775808\""), Arguments.of(Double.NaN, "\"NaN\""),
				Arguments.of(Double.NEGATIVE_INFINITY, "\"-Infinity\""),
				Arguments.of(new BigDecimal("1.10"), "\"1.10\""), Arguments.of(BigInteger.TEN, "10"),
				Arguments.of(BigInteger.TEN.pow(30), "\"1000000000000000000000000000000\""),
				Arguments.of(map, "{\"a\":null,\"1\":true}"), Arguments.of(List.of(1, "b"), "[1,\"b\"]"),
				Arguments.of(new int[] { 1, 2 }, "[1,2]"), Arguments.of(new String[] { "x", null }, "[\"x\",null]"),
				Arguments.of(Optional.of("x"), "\"x\""), Arguments.of(Optional.empty(), "null"),
				Arguments.of(TimeUnit.DAYS, "\"DAYS\""),
				Arguments.of(new UUID(1, 2), "\"00000000-0000-0001-0000-000000000002\""),
				Arguments.of(Instant.EPOCH, "\"1970-01-01T00:00:00Z\""),
				Arguments.of(new Date(0), "\"1970-01-01T00:00:00Z\""),
				Arguments.of(LocalDate.of(2026, 1, 2), "\"2026-01-02\""),
				Arguments.of(Duration.ofSeconds(3), "\"PT3S\""),
				Arguments.of(URI.create("https://a/b"), "\"https://a/b\""), Arguments.of(Path.of("a/b"), "\"a/b\""),
				Arguments.of(Locale.GERMANY, "\"de_DE\""), Arguments.of(String.class, "\"java.lang.String\""),
				Arguments.of(new IllegalStateException("bad"),
						"{\"type\":\"java.lang.IllegalStateException\",\"message\":\"bad\"}"),
				Arguments.of(new Point(1, new Point(2, null)), "{\"x\":1,\"next\":{\"x\":2,\"next\":null}}"),
				Arguments.of(new Bean(), "{\"shown\":\"s\",\"other\":3}"), Arguments.of(new Wrapped("w"), "\"w\""),
				Arguments.of(JsonMapper.shared().readTree("{\"a\":[1]}"), "{\"a\":[1]}"),
				Arguments.of(new StringBuilder("sb"), "\"sb\""), Arguments.of(new Object(), "\"<Object>\""));
	}

	@ParameterizedTest
	@MethodSource
	void whatActsRatherThanHoldsDataIsNamedOnly(Object value, String expected) {
		assertThat(json(value)).isEqualTo("\"<" + expected + ">\"");
	}

	static Stream<Arguments> whatActsRatherThanHoldsDataIsNamedOnly() {
		return Stream.of(Arguments.of(new byte[12], "12 bytes"),
				Arguments.of(new ByteArrayInputStream(new byte[1]), "ByteArrayInputStream"),
				Arguments.of(new CompletableFuture<>(), "CompletableFuture"), Arguments.of(Flux.never(), "FluxNever"),
				Arguments.of(new Thread(), "Thread"), Arguments.of(java.util.logging.Logger.getGlobal(), "Logger"),
				Arguments.of(List.of(1).iterator(), "ImmutableCollections.ListItr"),
				Arguments.of(new ByteArrayResource(new byte[1]), "ByteArrayResource"),
				Arguments.of(new Consumed(), "ContentCaptureTests.Consumed"),
				Arguments.of(ContentCaptureTests.class.getClassLoader(), "ClassLoaders.AppClassLoader"));
	}

	@Test
	void streamIsNotConsumed() {
		Stream<String> stream = Stream.of("a");
		assertThat(json(stream)).contains("Head");
		assertThat(stream.toList()).containsExactly("a");
	}

	@Test
	void lambdaIsNamedOnly() {
		Runnable lambda = () -> {
		};
		assertThat(json(lambda)).startsWith("\"<ContentCaptureTests");
	}

	@Test
	void argumentsAreKeyedByName() {
		CapturedContent content = this.capture.arguments(this.capture.names("a", "b"), new Object[] { "x", null },
				BUDGET);
		assertThat(content.asText()).isEqualTo("{\"a\":\"x\",\"b\":null}");
		assertThat(this.capture.arguments(this.capture.names(), new Object[0], BUDGET)).isNull();
	}

	@Test
	void nullIsNoContent() {
		assertThat(this.capture.content(null, BUDGET)).isNull();
	}

	@Test
	void cyclesEnd() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("self", map);
		List<Object> list = new ArrayList<>(List.of(map));
		map.put("list", list);
		list.add(list);
		assertThat(json(map)).isEqualTo(
				"{\"self\":\"<cycle: LinkedHashMap>\",\"list\":[\"<cycle: LinkedHashMap>\",\"<cycle: ArrayList>\"]}");
	}

	@Test
	void sameValueTwiceIsNoCycle() {
		List<Integer> shared = List.of(1);
		assertThat(json(List.of(shared, shared))).isEqualTo("[[1],[1]]");
	}

	@Test
	void depthIsLimited() {
		Object nested = "end";
		for (int i = 0; i < 1_000; i++) {
			nested = Collections.singletonList(nested);
		}
		assertThat(json(nested))
			.isEqualTo("[".repeat(16) + "\"<depth limit: Collections.SingletonList>\"" + "]".repeat(16));
	}

	@Test
	void elementsAreLimitedAndTheRestCounted() {
		List<Integer> large = Collections.nCopies(10_000_000, 1);
		JsonNode array = JsonMapper.shared().readTree(json(large));
		assertThat(array.size()).isEqualTo(1_001);
		assertThat(array.get(1_000).asString()).isEqualTo("… 9999000 more");
		assertThat(JsonMapper.shared().readTree(json(new int[5_000])).get(1_000).asString()).isEqualTo("… 4000 more");
		Map<Integer, Integer> map = new HashMap<>();
		for (int i = 0; i < 3_000; i++) {
			map.put(i, i);
		}
		JsonNode object = JsonMapper.shared().readTree(json(map));
		assertThat(object.size()).isEqualTo(1_001);
		assertThat(object.path("…").asString()).isEqualTo("2000 more");
	}

	@Test
	void iterableThatMayBeReadOnceIsNotRead() {
		Iterator<Integer> rows = List.of(1, 2).iterator();
		Iterable<Integer> once = new Iterable<>() {

			@Override
			public Iterator<Integer> iterator() {
				return rows;
			}

		};
		assertThat(json(new Holder(once))).startsWith("{\"value\":\"<");
		assertThat(rows.next()).isEqualTo(1);
	}

	@Test
	void textsAreCutAtCodePointsAndTheRestCounted() {
		assertThat(cut("123456789")).isEqualTo("12345… [4 more characters]");
		assertThat(cut("1234\uD83D\uDE00")).isEqualTo("1234… [2 more characters]");
		assertThat(cut(List.of("123456"))).isEqualTo("[\"12345… [1 more characters]\"]");
		assertThat(cut("word ".repeat(2_000))).as("cut when captured and when masked")
			.isEqualTo("word … [9995 more characters]");
	}

	@Test
	void whatIsCutKeepsItsBeginning() {
		assertThat(cut("is: " + "x".repeat(10_000))).as("no break").isEqualTo("is: x… [9999 more characters]");
		ContentCapture capture = new ContentCapture(CaptureSettings.defaults());
		String words = "4111 1111 ".repeat(1_000);
		assertThat(capture.content(words, 100).replaceTexts(200_000, UnaryOperator.identity()).asText())
			.as("where the budget is the limit")
			.hasSizeLessThan(140)
			.endsWith(" more characters]");
	}

	@Test
	void totalIsLimitedAndStaysValidJson() {
		List<Object> wide = new ArrayList<>();
		for (int i = 0; i < 900; i++) {
			wide.add(Map.of("key", Collections.nCopies(900, "some text")));
		}
		CapturedContent content = this.capture.content(wide, 50_000);
		assertThat(content.asText().length()).isLessThan(60_000);
		assertThat(JsonMapper.shared().readTree(content.asText()).isArray()).isTrue();
		assertThat(content.length()).isBetween(40_000, 60_000);
	}

	@Test
	void exponentialGraphEnds() {
		Object node = "leaf";
		for (int i = 0; i < 15; i++) {
			node = Collections.nCopies(1_000, node);
		}
		CapturedContent content = this.capture.content(node, BUDGET);
		assertThat(content.asText().length()).isLessThan(2 * BUDGET);
	}

	@Test
	void numbersOfOtherClassesAreTexts() {
		assertThat(json(new AtomicInteger(7))).isEqualTo("\"7\"");
	}

	@Test
	void whatIsLoadedWhenAskedForIsNotAskedFor() {
		Object lazy = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Array.class },
				(proxy, method, arguments) -> {
					throw new IllegalStateException("asked for");
				});
		assertThat(json(List.of(lazy))).startsWith("[\"<").doesNotContain("not captured");
	}

	@Test
	void hugeValueOfAForeignSerializerIsNotKept() {
		assertThat(this.capture.content(new Wrapped(Collections.nCopies(1_000_000, "x")), 10_000).asText())
			.isEqualTo("\"<not captured: too large>\"");
	}

	@Test
	void tokensAreIndependentOfLaterChanges() {
		List<String> list = new ArrayList<>(List.of("a"));
		CapturedContent content = this.capture.content(list, BUDGET);
		list.add("b");
		assertThat(content.asText()).isEqualTo("[\"a\"]").isEqualTo(content.asText());
	}

	private static String cut(Object value) {
		ContentCapture small = new ContentCapture(
				new CaptureSettings(true, CaptureSwitches.ALL, Map.of(), Map.of(), true, 5, 100_000, 16, 1_000));
		return small.content(value, 100_000).replaceTexts(5, UnaryOperator.identity()).asText();
	}

	private String json(Object value) {
		return this.capture.content(value, BUDGET).asText();
	}

	record Point(int x, Point next) {

	}

	record Holder(Object value) {

	}

	record Wrapped(@JsonValue Object value) {

	}

	static class Bean {

		@JsonIgnore
		public String hidden = "h";

		public String getShown() {
			return "s";
		}

		@JsonProperty("other")
		public int named() {
			return 3;
		}

	}

	static class Consumed extends InputStream {

		public String getContent() {
			throw new IllegalStateException("consumed");
		}

		@Override
		public int read() {
			throw new IllegalStateException("consumed");
		}

	}

}
