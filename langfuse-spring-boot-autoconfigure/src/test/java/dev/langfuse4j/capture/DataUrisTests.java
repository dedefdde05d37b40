/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Media inside of texts.
 */
class DataUrisTests {

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults());

	@Test
	void mediaAreNamedByTypeAndSize() {
		for (int size : new int[] { 1, 2, 3, 1_234, 2_000_000 }) {
			assertThat(text(png(size))).isEqualTo("<image/png, " + size + " bytes>");
		}
		assertThat(text("data:image/svg+xml;charset=utf-8;base64,AAAA")).isEqualTo("<image/svg+xml, 3 bytes>");
		assertThat(text("data:;base64,AAAA")).isEqualTo("<text/plain, 3 bytes>");
	}

	@Test
	void textAroundMediaStays() {
		assertThat(text("see ![cat](" + png(50_000) + ") and \"" + png(7) + "\", done"))
			.isEqualTo("see ![cat](<image/png, 50000 bytes>) and \"<image/png, 7 bytes>\", done");
	}

	@Test
	void mediaInValuesAndKeysAndOnTheirOwnAreNamed() {
		Object value = Map.of("image", List.of(png(9)));
		assertThat(this.capture.content(value, 10_000).asText()).isEqualTo("{\"image\":[\"<image/png, 9 bytes>\"]}");
		ElementCapture elements = this.capture.elements(new Budget());
		String uri = png(3_000);
		elements.add("a " + uri.substring(0, 100));
		elements.add(uri.substring(100) + " b");
		assertThat(elements.content().asText()).isEqualTo("a <image/png, 3000 bytes> b");
		assertThat(this.capture.error(new IllegalStateException(png(9)), true, 1_000, new RecordedErrors(), "1")
			.message()
			.asText()).isEqualTo("<image/png, 9 bytes>");
	}

	/**
	 * The thread of the application neither reads nor copies what is not shown.
	 */
	@Test
	void workIsBoundedByWhatIsKept() {
		String medium = png(30);
		String end = " end".repeat(5_000_000);
		long before = allocated();
		CapturedContent content = this.capture.content(medium + " then", 1_000);
		CapturedContent cut = this.capture.content(medium.concat(end), 1_000);
		assertThat(allocated() - before).isLessThan(2L * end.length());
		assertThat(content.asText()).isEqualTo("<image/png, 30 bytes> then");
		assertThat(cut.asText()).startsWith("<image/png, 30 bytes> end end").endsWith(" more characters]");
		assertThat(cut.length()).isEqualTo(1_000);
		String json = this.capture.content(List.of(medium.concat(end)), 1_000).asText();
		assertThat(json).startsWith("[\"<image/png, 30 bytes> end end").endsWith(" more characters]\"]");
	}

	@Test
	@Timeout(30)
	void marksWithoutMediaCostLittle() {
		for (String mark : List.of(";base64,", "a;base64,;", "data:;base64, ")) {
			String text = mark.repeat(10_000);
			assertThat(this.capture.content(text, 1_000_000).asText()).isEqualTo(text);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "data:text/plain,hello", "data:image/png;base64,", "x;base64,AAAA",
			"data: not one ;base64,AAAA", "data:image/png;base64, AAAA", ";base64,;base64," })
	void otherTextsStay(String text) {
		assertThat(text(text)).isEqualTo(text);
	}

	private String text(String text) {
		return this.capture.content(text, 100_000).asText();
	}

	private static String png(int size) {
		return "data:image/png;base64," + Base64.getEncoder().encodeToString(new byte[size]);
	}

	private static long allocated() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
			.getThreadAllocatedBytes(Thread.currentThread().getId());
	}

	private static final class Budget implements ContentBudget {

		@Override
		public int left() {
			return 10_000;
		}

		@Override
		public void take(int characters) {
		}

	}

}
