/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bytes of texts and values, against those of the JDK and of Jackson.
 */
class Utf8BufferTests {

	private static final String[] PARTS = { "word ", "\"", "\\", "\n", "\t", "\b", "\f", "\r", "\u0000", "\u001f",
			"\u007f", "ü", "\u07ff", "\u0800", "測", "\ud7ff", "\ue000", "\uffff", "\uD83D\uDE00", "\uD83D", "\uDE00",
			"\u2028", "/", "a long run of letters that is copied at once " };

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults());

	@RepeatedTest(50)
	void textsAreThoseOfTheJdkAndOfJackson(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		for (int i = 0; i < 50; i++) {
			String text = text(random, 20);
			String whole = WellFormed.of(text);
			Utf8Buffer plain = new Utf8Buffer(1);
			plain.text(text);
			assertThat(plain.toByteArray()).isEqualTo(whole.getBytes(StandardCharsets.UTF_8));
			Utf8Buffer quoted = new Utf8Buffer(1);
			quoted.quoted(text);
			assertThat(quoted.toString()).isEqualTo(JsonMapper.shared().writeValueAsString(whole));
		}
	}

	@RepeatedTest(50)
	void valuesAreThoseOfJackson(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		Object value = List.of(value(random, 4), value(random, 4), value(random, 4));
		CapturedContent content = this.capture.value(value, 1_000_000);
		assertThat(content.asText()).isEqualTo(JsonMapper.shared().writeValueAsString(value));
		Utf8Buffer buffer = new Utf8Buffer(16);
		buffer.content(content);
		assertThat(buffer.toByteArray()).isEqualTo(content.asText().getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void numbersThatJsonDoesNotHaveAreTexts() {
		List<Object> values = List.of(Double.NaN, Float.NEGATIVE_INFINITY, -0.0, 1e300, Float.MIN_VALUE, -12345678901L,
				(short) -3, (byte) 7);
		assertThat(this.capture.value(values, 1_000).asText())
			.isEqualTo(JsonMapper.shared().writeValueAsString(values));
	}

	@Test
	void bytesThatFillTheBufferAreNotCopied() {
		Utf8Buffer exact = new Utf8Buffer(3);
		exact.text("abc");
		assertThat(exact.finish()).containsExactly('a', 'b', 'c').isSameAs(exact.finish());
		Utf8Buffer larger = new Utf8Buffer(4);
		larger.text("abc");
		assertThat(larger.finish()).containsExactly('a', 'b', 'c');
	}

	private static Object value(Random random, int depth) {
		return switch (random.nextInt((depth > 0) ? 8 : 5)) {
			case 0 -> random.nextInt();
			case 1 -> random.nextGaussian() * 1e10;
			case 2 -> random.nextBoolean();
			case 3 -> random.nextLong() >> 11 + random.nextInt(50);
			case 4 -> WellFormed.of(text(random, 5));
			case 5, 6 -> {
				Map<String, Object> map = new LinkedHashMap<>();
				for (int i = random.nextInt(4); i > 0; i--) {
					map.put("k" + i, value(random, depth - 1));
				}
				yield map;
			}
			default -> {
				List<Object> list = new ArrayList<>();
				for (int i = random.nextInt(4); i > 0; i--) {
					list.add(value(random, depth - 1));
				}
				yield list;
			}
		};
	}

	private static String text(Random random, int parts) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(parts); i > 0; i--) {
			text.append(PARTS[random.nextInt(PARTS.length)]);
		}
		return text.toString();
	}

}
