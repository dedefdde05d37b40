/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.Collection;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import org.jspecify.annotations.Nullable;

/**
 * Writes attributes of a resource or a span, and none without a value: a server loses the
 * whole request for one such.
 */
final class AttributeWriter {

	private final ProtobufWriter out;

	/**
	 * The number of the field that attributes are.
	 */
	private final int field;

	AttributeWriter(ProtobufWriter out, int field) {
		this.out = out;
		this.field = field;
	}

	void text(String key, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			int attribute = this.out.begin(this.field);
			int any = begin(key);
			this.out.text(OtlpFields.VALUE_STRING, value);
			this.out.end(any);
			this.out.end(attribute);
		}
	}

	void content(String key, @Nullable CapturedContent value) {
		if (value != null && !(value.length() == 0 && value.asText().isEmpty())) {
			int attribute = this.out.begin(this.field);
			int any = begin(key);
			this.out.content(OtlpFields.VALUE_STRING, value);
			this.out.end(any);
			this.out.end(attribute);
		}
	}

	/**
	 * Amounts as JSON.
	 */
	void numbers(String key, Map<String, ? extends Number> amounts) {
		if (!amounts.isEmpty()) {
			int attribute = this.out.begin(this.field);
			int any = begin(key);
			this.out.numbers(OtlpFields.VALUE_STRING, amounts);
			this.out.end(any);
			this.out.end(attribute);
		}
	}

	/**
	 * An array, and none without elements: the server takes that for a text.
	 */
	void texts(String key, Collection<String> values) {
		if (values.isEmpty()) {
			return;
		}
		int attribute = this.out.begin(this.field);
		int any = begin(key);
		int array = this.out.begin(OtlpFields.VALUE_ARRAY);
		for (String value : values) {
			int element = this.out.begin(OtlpFields.ARRAY_VALUES);
			this.out.text(OtlpFields.VALUE_STRING, value);
			this.out.end(element);
		}
		this.out.end(array);
		this.out.end(any);
		this.out.end(attribute);
	}

	void bool(String key, boolean value) {
		int attribute = this.out.begin(this.field);
		int any = begin(key);
		this.out.bool(OtlpFields.VALUE_BOOL, value);
		this.out.end(any);
		this.out.end(attribute);
	}

	void integer(String key, long value) {
		int attribute = this.out.begin(this.field);
		int any = begin(key);
		this.out.integer(OtlpFields.VALUE_INT, value);
		this.out.end(any);
		this.out.end(attribute);
	}

	private int begin(String key) {
		this.out.text(OtlpFields.ATTRIBUTE_KEY, key);
		return this.out.begin(OtlpFields.ATTRIBUTE_VALUE);
	}

}
