/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.avro;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Shows records by their values, not by their schemas.
 *
 * @since 0.1.0
 */
@Internal
public final class AvroConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public AvroConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return IndexedRecord.class.isAssignableFrom(type) || GenericFixed.class.isAssignableFrom(type)
				|| (GenericEnumSymbol.class.isAssignableFrom(type) && !type.isEnum());
	}

	@Override
	public Object convert(Object value) {
		if (value instanceof IndexedRecord record) {
			Map<String, @Nullable Object> shown = new LinkedHashMap<>();
			for (Schema.Field field : record.getSchema().getFields()) {
				shown.put(field.name(), record.get(field.pos()));
			}
			return shown;
		}
		return (value instanceof GenericFixed fixed) ? fixed.bytes() : value.toString();
	}

}
