/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.Map;
import java.util.concurrent.Callable;

import dev.langfuse4j.capture.ValueShape.Property;
import dev.langfuse4j.mask.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * Converts keys of maps to texts, if their class is represented by a text: the
 * {@code toString} of another class could reveal secrets.
 */
final class MapKeys {

	private final ValueShapes shapes;

	MapKeys(ValueShapes shapes) {
		this.shapes = shapes;
	}

	String of(Map.Entry<?, ?> entry) {
		Object key = ValueCode.read(entry::getKey);
		if (key == null || key instanceof String || key instanceof Number || key instanceof Boolean) {
			return text(() -> key);
		}
		ValueShape shape = this.shapes.of(key.getClass());
		return switch (shape.kind()) {
			case TEXT, DATE -> text(() -> key);
			case CONSTANT -> ((Enum<?>) key).name();
			case TYPE -> ((Class<?>) key).getName();
			case SECRET -> Redaction.MARKER;
			case CONVERTED -> plain(key, () -> shape.converter().convert(key));
			case WRAPPER -> wrapped(key, shape.properties().get(0));
			default -> "<" + Marker.nameOf(key.getClass()) + ">";
		};
	}

	private static String wrapped(Object key, Property property) {
		return (property.fixed() != null) ? property.fixed() : plain(key, () -> property.reader().read(key));
	}

	private static String plain(Object key, Callable<? extends @Nullable Object> code) {
		Object plain = ValueCode.read(code);
		return (plain instanceof String || plain instanceof Number) ? plain.toString()
				: "<" + Marker.nameOf(key.getClass()) + ">";
	}

	private static String text(Callable<? extends @Nullable Object> key) {
		return String.valueOf(ValueCode.read(() -> String.valueOf(key.call())));
	}

}
