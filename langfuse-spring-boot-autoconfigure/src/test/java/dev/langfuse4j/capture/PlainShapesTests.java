/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import dev.langfuse4j.capture.PlainValueTypes.Color;
import dev.langfuse4j.capture.PlainValueTypes.Labelled;
import dev.langfuse4j.capture.PlainValues.Hidden;
import dev.langfuse4j.capture.PlainValues.Pair;
import dev.langfuse4j.capture.PlainValues.PlainSecrets;
import dev.langfuse4j.capture.PlainValues.Point;
import dev.langfuse4j.mask.Redaction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.BeanUtils;
import org.springframework.core.OverridingClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plain records and enums are captured without Jackson, and as Jackson shows them.
 */
class PlainShapesTests {

	private static final long SEED = 1;

	private static final int SETTINGS = 50;

	private static final int VALUES = 300;

	private final Redactions redactions = new Redactions(Hidden.class, List.of("password", "api-key", "token"));

	@Test
	void plainValuesAreShownAsJacksonShowsThem() {
		PlainValues values = new PlainValues(SEED);
		for (int i = 0; i < SETTINGS; i++) {
			CaptureSettings settings = settings(values);
			ContentCapture plain = capture(settings, List.of());
			ContentCapture byJackson = capture(settings, List.of((builder) -> {
			}));
			for (int j = 0; j < VALUES; j++) {
				Object value = values.record();
				int budget = (values.number(5) > 0) ? 1_000_000 : values.number(1_000);
				assertThat(description(plain, value, budget)).as("%s, settings %d, value %d", value.getClass(), i, j)
					.isEqualTo(description(byJackson, value, budget));
			}
		}
	}

	@Test
	void secretsAreRedacted() {
		ContentCapture plain = capture(CaptureSettings.defaults(), List.of());
		assertThat(text(plain, new PlainSecrets("sk-1", "ada", List.of("geheim"))))
			.isEqualTo("{\"apiKey\":\"%1$s\",\"user\":\"ada\",\"password\":\"%1$s\"}".formatted(Redaction.MARKER));
	}

	@Test
	void noMapperIsCreatedForThem() throws ReflectiveOperationException {
		Class<?> type = new WithoutMapper().loadClass(PlainCapture.class.getName());
		Supplier<?> capture = (Supplier<?>) BeanUtils.instantiateClass(type.getDeclaredConstructor());
		assertThat(capture.get())
			.isEqualTo("{\"list\":[{\"x\":1,\"y\":2,\"z\":0.5,\"f\":1.5,\"s\":3,\"b\":4,\"c\":\"c\","
					+ "\"exact\":true}],\"map\":{\"RED\":{\"name\":\"n\",\"value\":\"TWO\"}},\"bean\":\"<PlainValueTypes.Bean>\"}");
	}

	@Test
	void aCustomizedMapperIsAsked() {
		CaptureJsonMapperCustomizer customizer = (builder) -> builder.addMixIn(Pair.class, Renamed.class);
		assertThat(text(capture(CaptureSettings.defaults(), List.of(customizer)), new Pair("n", 1)))
			.isEqualTo("{\"other\":\"n\",\"value\":1}");
	}

	private static CaptureSettings settings(PlainValues values) {
		boolean narrow = values.number(3) == 0;
		return new CaptureSettings(true, CaptureSwitches.ALL, Map.of(), Map.of(), true,
				narrow ? 1 + values.number(300) : 200_000, 1_000_000, narrow ? 1 + values.number(5) : 16,
				narrow ? values.number(5) : 1_000);
	}

	private ContentCapture capture(CaptureSettings settings, List<CaptureJsonMapperCustomizer> customizers) {
		return new ContentCapture(settings, this.redactions, new ApplicationClasses(List.of()), List::of,
				() -> customizers);
	}

	private static String text(ContentCapture capture, Object value) {
		return Objects.requireNonNull(capture.content(value, 1_000)).asText();
	}

	private static String description(ContentCapture capture, Object value, int budget) {
		CapturedContent content = Objects.requireNonNull(capture.content(value, budget));
		return content.asText() + " " + content.length() + " " + content.weight() + " " + content.isCut();
	}

	/**
	 * Captures plain values, and one that only Jackson knows.
	 */
	static final class PlainCapture implements Supplier<String> {

		@Override
		public String get() {
			Object value = new Captured(List.of(new Point(1, 2, 0.5, 1.5f, (short) 3, (byte) 4, 'c', true)),
					Map.of(Color.RED, new Pair("n", Labelled.TWO)), new PlainValueTypes.Bean("text"));
			return text(new ContentCapture(CaptureSettings.defaults()), value);
		}

	}

	record Captured(List<Point> list, Map<Color, Pair> map, PlainValueTypes.Bean bean) {

	}

	interface Renamed {

		@com.fasterxml.jackson.annotation.JsonProperty("other")
		String name();

	}

	/**
	 * Loads the capture anew, and no mapper.
	 */
	private static final class WithoutMapper extends OverridingClassLoader {

		WithoutMapper() {
			super(PlainShapesTests.class.getClassLoader());
		}

		@Override
		protected boolean isEligibleForOverriding(String className) {
			return className.startsWith("dev.langfuse4j.capture.");
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.equals(JsonMapper.class.getName())) {
				throw new ClassNotFoundException(name);
			}
			return super.loadClass(name, resolve);
		}

	}

}
