/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import dev.langfuse4j.mask.Redaction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.util.NameTransformer;

/**
 * A property that is shown by a text, so that its getter need not be called: it is
 * secret, or the getter may open a stream or read a file.
 */
@SuppressWarnings("serial")
final class FixedProperty extends BeanPropertyWriter {

	private final String text;

	private FixedProperty(BeanPropertyWriter property, String text) {
		super(property);
		this.text = text;
	}

	static FixedProperty redacted(BeanPropertyWriter property) {
		return new FixedProperty(property, Redaction.MARKER);
	}

	/**
	 * Shows only the declared type.
	 */
	static FixedProperty unread(BeanPropertyWriter property) {
		return new FixedProperty(property, "<" + Marker.nameOf(property.getMember().getRawType()) + ">");
	}

	String text() {
		return this.text;
	}

	@Override
	public BeanPropertyWriter rename(NameTransformer transformer) {
		return new FixedProperty(super.rename(transformer), this.text);
	}

	@Override
	public void serializeAsProperty(Object bean, JsonGenerator generator, SerializationContext context) {
		generator.writeName(getName());
		generator.writeString(this.text);
	}

	@Override
	public void serializeAsElement(Object bean, JsonGenerator generator, SerializationContext context) {
		generator.writeString(this.text);
	}

}
