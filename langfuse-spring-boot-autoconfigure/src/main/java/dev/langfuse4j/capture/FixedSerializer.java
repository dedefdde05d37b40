/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.function.Function;

import dev.langfuse4j.mask.Redaction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes a text in the place of a value.
 */
final class FixedSerializer extends StdSerializer<Object> {

	private final Function<Object, String> text;

	private FixedSerializer(Function<Object, String> text) {
		super(Object.class);
		this.text = text;
	}

	static FixedSerializer redacted() {
		return new FixedSerializer((value) -> Redaction.MARKER);
	}

	static FixedSerializer marker() {
		return new FixedSerializer((value) -> "<" + Marker.describe(value) + ">");
	}

	@Override
	public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
		generator.writeString(this.text.apply(value));
	}

	@Override
	public void serializeWithType(Object value, JsonGenerator generator, SerializationContext context,
			TypeSerializer types) {
		serialize(value, generator, context);
	}

}
