/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values whose own code throws: each loses only itself.
 */
class BrokenValuesTests {

	private static final int BUDGET = 1_000_000;

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults());

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
	void whatThrowsLosesOnlyItself() {
		assertThat(JsonMapper.shared().readTree(json(new Thrower()))).isEqualTo(JsonMapper.shared()
			.readTree("{\"bad\":\"<not captured: IllegalStateException>\",\"deep\":"
					+ "\"<not captured: StackOverflowError>\",\"good\":\"g\"}"));
		assertThat(json(List.of(1, new BrokenText(), 2))).isEqualTo("[1,\"<not captured: IllegalStateException>\",2]");
		assertThat(json(new Holder(new BrokenList()))).isEqualTo("{\"value\":[0,\"… more\"]}");
		assertThat(json(new Holder(new BrokenMap()))).isEqualTo("{\"value\":{}}");
		assertThat(json(new BrokenValue())).startsWith("\"<not captured: ");
		CapturedContent arguments = this.capture.arguments(this.capture.names("a", "b", "c"),
				new Object[] { new BrokenNumber(), new BrokenDate(), "c" }, BUDGET);
		assertThat(arguments.asText()).isEqualTo("{\"a\":\"<not captured: IllegalStateException>\","
				+ "\"b\":\"<not captured: IllegalStateException>\",\"c\":\"c\"}");
	}

	private String json(Object value) {
		return this.capture.content(value, BUDGET).asText();
	}

	record Holder(Object value) {

	}

	static class Thrower {

		public String getBad() {
			throw new IllegalStateException();
		}

		public String getDeep() {
			return getDeep();
		}

		public String getGood() {
			return "g";
		}

	}

	@SuppressWarnings("serial")
	static class BrokenNumber extends BigDecimal {

		BrokenNumber() {
			super(1);
		}

		@Override
		public String toString() {
			throw new IllegalStateException();
		}

	}

	@SuppressWarnings("serial")
	static class BrokenDate extends Date {

		@Override
		public long getTime() {
			throw new IllegalStateException();
		}

	}

	static class BrokenText implements CharSequence {

		@Override
		public int length() {
			throw new IllegalStateException();
		}

		@Override
		public char charAt(int index) {
			throw new IllegalStateException();
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			throw new IllegalStateException();
		}

		@Override
		public String toString() {
			throw new IllegalStateException();
		}

	}

	static class BrokenList extends AbstractList<Integer> {

		@Override
		public Integer get(int index) {
			return index;
		}

		@Override
		public int size() {
			throw new IllegalStateException();
		}

		@Override
		public Iterator<Integer> iterator() {
			return new Iterator<>() {

				private int next;

				@Override
				public boolean hasNext() {
					if (this.next == 1) {
						throw new IllegalStateException();
					}
					return true;
				}

				@Override
				public Integer next() {
					return this.next++;
				}

			};
		}

	}

	static class BrokenMap extends AbstractMap<String, String> {

		@Override
		public Set<Entry<String, String>> entrySet() {
			throw new IllegalStateException();
		}

	}

	static class BrokenValue {

		@JsonValue
		String value() {
			throw new IllegalStateException();
		}

	}

}
