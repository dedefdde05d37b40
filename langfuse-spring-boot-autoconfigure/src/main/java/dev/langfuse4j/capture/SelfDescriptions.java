/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;

/**
 * Determines which values are shown by their own {@code toString}: values without
 * readable properties, and values that a library compares as a whole, such as an ID or a
 * version. It must not reveal hidden values: the text of a proxy depends on the object
 * behind it, what a library's generic class says is up to what it holds, and what an
 * object of the application says may be what annotations on its fields keep secret.
 */
final class SelfDescriptions {

	private final ResourceTypes resources;

	private final ApplicationClasses application;

	SelfDescriptions(ResourceTypes resources, ApplicationClasses application) {
		this.resources = resources;
		this.application = application;
	}

	/**
	 * Whether a library's class has more to say than what could be read of it.
	 */
	boolean isWhole(Class<?> type) {
		return Comparable.class.isAssignableFrom(type) && this.resources.isForeign(type) && isTrusted(type);
	}

	/**
	 * Returns the value's own text, or a marker in its place.
	 */
	String of(Object value) {
		return isTrusted(value.getClass()) ? String.valueOf(value) : "<" + Marker.nameOf(value.getClass()) + ">";
	}

	/**
	 * Whether a class says something of its own that may be shown.
	 */
	boolean isTrusted(Class<?> type) {
		if (!isDeclared(type) || type.getName().contains("$$")) {
			return false;
		}
		if (Proxy.isProxyClass(type)) {
			return Annotation.class.isAssignableFrom(type);
		}
		return this.application.contains(type) ? !hasFields(type) : !isGeneric(type);
	}

	private static boolean isDeclared(Class<?> type) {
		try {
			return !ApplicationClasses.isPlatform(type)
					&& type.getMethod("toString").getDeclaringClass() != Object.class;
		}
		catch (NoSuchMethodException ex) {
			return false;
		}
	}

	private static boolean hasFields(Class<?> type) {
		for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
			for (Field field : owner.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean isGeneric(Class<?> type) {
		for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
			if (owner.getTypeParameters().length > 0) {
				return true;
			}
		}
		return false;
	}

}
