/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springdata;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Slice;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;

/**
 * Shows what was loaded, and how much more there is.
 *
 * @since 0.1.0
 */
@Internal
public final class SpringDataConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public SpringDataConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return Slice.class.isAssignableFrom(type) || Window.class.isAssignableFrom(type)
				|| Sort.class.isAssignableFrom(type);
	}

	@Override
	public Object convert(Object value) {
		Map<String, Object> shown = new LinkedHashMap<>();
		if (value instanceof Window<?> window) {
			shown.put("content", window.getContent());
			shown.put("hasNext", window.hasNext());
		}
		else if (value instanceof Slice<?> slice) {
			shown.put("content", slice.getContent());
			shown.put("number", slice.getNumber());
			shown.put("size", slice.getSize());
			shown.put("hasNext", slice.hasNext());
			if (slice instanceof Page<?> page) {
				shown.put("totalElements", page.getTotalElements());
				shown.put("totalPages", page.getTotalPages());
			}
		}
		else {
			return value.toString();
		}
		return shown;
	}

}
