/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Joins what two places say of a trace.
 */
final class AttributeMerge {

	private AttributeMerge() {
	}

	static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
		return (first != null) ? first : second;
	}

	static Set<String> united(Set<String> outer, Set<String> inner) {
		if (inner.isEmpty() || outer.isEmpty()) {
			return inner.isEmpty() ? outer : inner;
		}
		if (outer.containsAll(inner) || outer.size() >= TraceAttributes.MAX_COUNT) {
			return outer;
		}
		Set<String> united = new LinkedHashSet<>(outer);
		inner.stream().limit(TraceAttributes.MAX_COUNT - outer.size()).forEach(united::add);
		return Collections.unmodifiableSet(united);
	}

	static Map<String, String> merged(Map<String, String> outer, Map<String, String> inner) {
		if (inner.isEmpty() || outer.isEmpty()) {
			return inner.isEmpty() ? outer : inner;
		}
		Map<String, String> merged = new LinkedHashMap<>(outer);
		inner.forEach((key, value) -> {
			if (merged.size() < TraceAttributes.MAX_COUNT || merged.containsKey(key)) {
				merged.put(key, value);
			}
		});
		return Collections.unmodifiableMap(merged);
	}

}
