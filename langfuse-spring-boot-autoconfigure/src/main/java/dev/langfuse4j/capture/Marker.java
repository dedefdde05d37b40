/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;

import org.springframework.util.ClassUtils;

/**
 * The words that stand for a value.
 */
final class Marker {

	static final String NOT_CAPTURED = "not captured: ";

	private Marker() {
	}

	static String describe(Object value) {
		if (value instanceof byte[] bytes) {
			return bytes.length + " bytes";
		}
		if (value instanceof ByteBuffer buffer) {
			return buffer.remaining() + " bytes";
		}
		return nameOf(value.getClass());
	}

	static String nameOf(Class<?> type) {
		Class<?> user = ClassUtils.getUserClass(type);
		if (Proxy.isProxyClass(user) && user.getInterfaces().length > 0) {
			user = user.getInterfaces()[0];
		}
		return ClassUtils.getShortName(user);
	}

	/**
	 * Whether a text from outside may stand for a value.
	 */
	static boolean isLike(String text) {
		return text.startsWith("<") && text.endsWith(">");
	}

	static String notCaptured(Throwable ex) {
		return NOT_CAPTURED + ex.getClass().getSimpleName();
	}

}
