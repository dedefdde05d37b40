/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.jooq;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * Shows a row by its columns.
 *
 * @since 0.1.0
 */
@Internal
public final class JooqRecordConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public JooqRecordConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return Record.class.isAssignableFrom(type);
	}

	@Override
	public Object convert(Object value) {
		Record row = (Record) value;
		Map<String, @Nullable Object> shown = new LinkedHashMap<>();
		for (int i = 0; i < row.size(); i++) {
			Field<?> field = row.field(i);
			String name = (field != null) ? field.getName() : String.valueOf(i);
			// A join may have two columns of a name
			shown.put((field != null && shown.containsKey(name)) ? field.getQualifiedName().toString() : name,
					row.get(i));
		}
		return shown;
	}

}
