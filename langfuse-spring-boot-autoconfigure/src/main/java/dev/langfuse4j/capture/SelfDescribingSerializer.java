/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes the {@code toString} of a value that would otherwise be an empty object.
 */
final class SelfDescribingSerializer extends StdSerializer<Object> {

	private final transient SelfDescriptions descriptions;

	SelfDescribingSerializer(SelfDescriptions descriptions) {
		super(Object.class);
		this.descriptions = descriptions;
	}

	@Override
	public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
		generator.writeString(this.descriptions.of(value));
	}

	@Override
	public void serializeWithType(Object value, JsonGenerator generator, SerializationContext context,
			TypeSerializer types) {
		serialize(value, generator, context);
	}

}
