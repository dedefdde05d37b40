/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Calls code of values, which may throw whatever it likes.
 */
final class ValueCode {

	private ValueCode() {
	}

	/**
	 * Returns the result of the code, or a text that says that it has thrown.
	 */
	static @Nullable Object read(Callable<? extends @Nullable Object> code) {
		try {
			return code.call();
		}
		catch (Throwable ex) {
			return "<" + notCaptured(ex) + ">";
		}
	}

	static String notCaptured(Throwable ex) {
		return Marker.notCaptured(causeOf(ex));
	}

	static Throwable causeOf(Throwable ex) {
		return (ex instanceof JacksonException && ex.getCause() != null) ? ex.getCause() : ex;
	}

}
