/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import dev.langfuse4j.lang.ExtensionPoint;
import org.jspecify.annotations.Nullable;

/**
 * Shows values of a library's types as plain ones: maps, collections, texts. Add beans of
 * this type; the first in their order that supports a class converts its values.
 * <p>
 * Called on the application's threads: no I/O, no blocking. If a converter throws, only
 * that value is lost.
 *
 * @since 0.1.0
 */
@ExtensionPoint
public interface ValueConverter {

	/**
	 * Whether this converter is for a class. Asked once per class.
	 * @param type the class of a value
	 * @return whether it is
	 */
	boolean supports(Class<?> type);

	/**
	 * Converts a value. The result is captured like any other value, with all limits and
	 * redactions.
	 * @param value the value
	 * @return the value to record; its class must not be supported itself
	 */
	@Nullable Object convert(Object value);

}
