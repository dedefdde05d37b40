/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Capture;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.mask.ContentMasker;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Texts that are too long keep their beginning, and nothing of a secret.
 */
class CutTextTests {

	private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.";

	private final ApplicationContextRunner contextRunner = LangfuseContexts.plainRunner()
		.withBean(LangfuseRecorder.class)
		.withBean(Pieces.class);

	static Stream<String> textsWithoutBreaks() {
		byte[] bytes = new byte[187_500];
		new Random(1).nextBytes(bytes);
		return Stream.of(Base64.getEncoder().encodeToString(bytes),
				Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
				HexFormat.of().formatHex(bytes, 0, 125_000), "x".repeat(250_000));
	}

	@ParameterizedTest
	@MethodSource("textsWithoutBreaks")
	void textWithoutABreakKeepsItsBeginning(String text) {
		String expected = text.substring(0, 200_000) + "… [50000 more characters]";
		this.contextRunner.withPropertyValues("langfuse.capture.maskers=").run((context) -> {
			ObservationData data = observed(context, text, Map.of("text", text));
			assertThat(data.input().asText()).isEqualTo(expected);
			assertThat(data.statusMessage()).isEqualTo(expected);
			assertThat(JsonMapper.shared().readTree(data.output().asText()).path("text").asString())
				.isEqualTo(expected);
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 1_000, 5_000 })
	void textIsKeptUpToTheLimitHoweverShortThatIs(int limit) {
		String text = "The hash: " + "0123456789abcdef".repeat(10_000);
		this.contextRunner.withPropertyValues("langfuse.capture.max-text-length=" + limit)
			.run((context) -> assertThat(observed(context, text, List.of()).input().asText())
				.isEqualTo(text.substring(0, limit) + "… [" + (text.length() - limit) + " more characters]"));
	}

	/**
	 * Such as were once left in texts to say what is missing.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "\uE0001", "\uE0004096", "\uE0009999999999", "… [7 more characters]", "\uE000" })
	void textThatEndsLikeANoteOfOursIsWhole(String end) {
		String text = "It says ".repeat(1_000) + end;
		this.contextRunner.run((context) -> {
			ObservationData data = observed(context, text, Map.of(text, text));
			assertThat(data.input().asText()).isEqualTo(text);
			assertThat(data.statusMessage()).isEqualTo(text);
			assertThat(data.metadata().get("note").asText()).isEqualTo(text);
			assertThat(JsonMapper.shared().readTree(data.output().asText()).path(text).asString()).isEqualTo(text);
		});
	}

	@Test
	void secretThatLiesAcrossTheFirstCutLeavesNothing() {
		String card = "4111 1111 1111 1111";
		this.contextRunner.withPropertyValues("langfuse.capture.max-text-length=1000").run((context) -> {
			for (int before : new int[] { 985, 995, 1_000, 5_080, 5_090, 5_095, 5_096 }) {
				String text = ". ".repeat(before / 2) + " ".repeat(before % 2) + card + " end".repeat(2_000);
				assertThat(observed(context, text, List.of(text)).input().asText()).startsWith(". ".repeat(490))
					.doesNotContain("41", "1 1");
			}
		});
	}

	@Test
	void matchThatReachesTheFirstCutIsRemovedWhole() {
		this.contextRunner.withPropertyValues("langfuse.capture.max-text-length=1000").run((context) -> {
			String token = JWT + "x".repeat(10_000);
			assertThat(observed(context, "Token " + token, List.of()).input().asText()).startsWith("Token ")
				.doesNotContain("eyJ", "x");
			assertThat(observed(context, "password=" + "x".repeat(10_000), List.of()).input().asText())
				.startsWith("password=")
				.doesNotContain("x");
			String prose = "word ".repeat(300);
			assertThat(observed(context, prose + token + " end", List.of()).input().asText())
				.startsWith(prose.substring(0, 1_000) + "… [");
		});
	}

	@Test
	void maskerSeesWhatTheCutWouldHide() {
		String text = "a".repeat(900) + "<secret>" + "b".repeat(4_000) + "</secret>" + "c".repeat(10_000);
		this.contextRunner.withPropertyValues("langfuse.capture.max-text-length=1000")
			.withBean(ContentMasker.class, () -> (content) -> content.replaceAll("<secret>b*</secret>", "<hidden>"))
			.run((context) -> assertThat(observed(context, text, List.of()).input().asText())
				.startsWith("a".repeat(900))
				.doesNotContain("b"));
	}

	@Test
	void nameDoesNotShowASecretThatTheFirstCutHalved() {
		String name = "n " + JWT + "x".repeat(4_260) + " 4111 1111 1111 1111";
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation(name).observe(() -> langfuse.current().model(name).metadata(name, 1));
			ObservationData data = context.getBean(LangfuseRecorder.class).observations().get(0);
			assertThat(List.of(data.name(), data.trace().name(), data.modelCall().model()))
				.allSatisfy((text) -> assertThat(text).startsWith("n ").doesNotContain("4111"));
			assertThat(data.metadata().keySet()).singleElement().asString().doesNotContain("4111");
		});
	}

	@Test
	void piecesThatComeOneByOneKeepTheirBeginningToo() {
		this.contextRunner.withPropertyValues("langfuse.capture.max-text-length=1000").run((context) -> {
			Pieces pieces = context.getBean(Pieces.class);
			pieces.of(Stream.generate(() -> "0123456789").limit(2_000)).forEach((piece) -> {
			});
			pieces.of(Stream.concat(Stream.generate(() -> "0123456789").limit(2_000), Stream.of(7)))
				.forEach((piece) -> {
				});
			String expected = "0123456789".repeat(100) + "… [19000 more characters]";
			assertThat(context.getBean(LangfuseRecorder.class).observations())
				.extracting((data) -> data.output().asText())
				.containsExactly(expected, "[\"" + expected + "\",7]");
		});
	}

	@Test
	void stackTraceKeepsItsBeginning() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			String message = "f".repeat(300_000);
			assertThatIllegalStateException().isThrownBy(() -> langfuse.observation("failing").observe(() -> {
				throw new IllegalStateException(message);
			}));
			ObservationData data = context.getBean(LangfuseRecorder.class).observations().get(0);
			assertThat(data.statusMessage()).isEqualTo(message.substring(0, 200_000) + "… [100000 more characters]");
			assertThat(data.metadata().get("exception.stacktrace").asText())
				.startsWith("java.lang.IllegalStateException: fff")
				.hasSizeBetween(16_000, 16_040);
		});
	}

	private static ObservationData observed(ApplicationContext context, String text, Object output) {
		Langfuse langfuse = context.getBean(Langfuse.class);
		langfuse.observation("cut")
			.observe(() -> langfuse.current().input(text).output(output).metadata("note", text).statusMessage(text));
		List<ObservationData> all = context.getBean(LangfuseRecorder.class).observations();
		return all.get(all.size() - 1);
	}

	static class Pieces {

		@Observe(captureInput = Capture.OFF)
		public Stream<Object> of(Stream<?> pieces) {
			return pieces.map((piece) -> piece);
		}

	}

}
