/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.util.StdConverter;

/**
 * The types of components of records, plain ones and others.
 */
final class PlainValueTypes {

	private PlainValueTypes() {
	}

	interface Named {

		default String getName() {
			return "named";
		}

	}

	interface ShownByValue {

		@JsonValue
		default String shown() {
			return "shown";
		}

	}

	enum Color {

		RED, GREEN {

			@Override
			public String toString() {
				return "gr\u00fcn";
			}

		}

	}

	enum Labelled {

		ONE, TWO;

		String getLabel() {
			return name() + "!";
		}

		@Override
		public String toString() {
			return getLabel();
		}

	}

	enum Shown {

		ONE;

		@JsonValue
		int number() {
			return ordinal();
		}

	}

	enum ShownAbove implements ShownByValue {

		ONE

	}

	enum Renamed {

		@JsonProperty("first")
		ONE

	}

	@JsonSerialize(converter = Special.Converter.class)
	static final class Special {

		private final String text;

		Special(String text) {
			this.text = text;
		}

		static class Converter extends StdConverter<Special, String> {

			@Override
			public String convert(Special value) {
				return "special " + value.text;
			}

		}

	}

	static class Bean {

		private final String text;

		Bean(String text) {
			this.text = text;
		}

		public String getText() {
			return this.text;
		}

	}

}
