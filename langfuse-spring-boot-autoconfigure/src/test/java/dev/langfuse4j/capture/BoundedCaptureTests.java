/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.management.ManagementFactory;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However large a value is, capturing it takes bounded memory: asserted by what is
 * allocated, as time says little on a busy machine.
 */
@Tag("long")
class BoundedCaptureTests {

	private static final long LIMIT = 16 * 1024 * 1024;

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults());

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void largeValuesTakeBoundedMemory(String name, Object value) {
		this.capture.content(List.of("warm", Map.of("up", new int[1])), 1_000_000);
		long before = allocated();
		CapturedContent content = this.capture.content(value, 1_000_000);
		assertThat(allocated() - before).isLessThan(LIMIT);
		assertThat(content.asText()).hasSizeLessThan(3_000_000);
	}

	static Stream<Arguments> largeValuesTakeBoundedMemory() {
		byte[] block = new byte[1024 * 1024];
		char[] letters = new char[10_000_000];
		Arrays.fill(letters, 'x');
		Map<String, Object> itself = new HashMap<>();
		itself.put("self", itself);
		Object exponential = "leaf";
		for (int i = 0; i < 15; i++) {
			exponential = Collections.nCopies(1_000, exponential);
		}
		return Stream.of(Arguments.of("500 MB of bytes", Collections.nCopies(500, block)),
				Arguments.of("500 MB of text", Collections.nCopies(50, new String(letters))),
				Arguments.of("10 million elements", Collections.nCopies(10_000_000, 1)),
				Arguments.of("10 million numbers", new int[10_000_000]), Arguments.of("an endless list", new Endless()),
				Arguments.of("a map of itself", itself), Arguments.of("an exponential graph", exponential),
				Arguments.of("many small beans", Collections.nCopies(900, Collections.nCopies(900, new Point(1, 2)))));
	}

	@Test
	void measuringSeesAllocation() {
		long before = allocated();
		byte[] block = new byte[2 * 1024 * 1024];
		assertThat(allocated() - before).isGreaterThanOrEqualTo(block.length);
	}

	private static long allocated() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
			.getThreadAllocatedBytes(Thread.currentThread().getId());
	}

	record Point(int x, int y) {

	}

	static class Endless extends AbstractList<Integer> {

		@Override
		public Integer get(int index) {
			return index;
		}

		@Override
		public int size() {
			return Integer.MAX_VALUE;
		}

		@Override
		public Iterator<Integer> iterator() {
			return Stream.iterate(1, (i) -> i + 1).iterator();
		}

	}

}
