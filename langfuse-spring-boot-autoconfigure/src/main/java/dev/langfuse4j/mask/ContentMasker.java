/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import dev.langfuse4j.lang.ExtensionPoint;

/**
 * Masks texts before they leave the application. Add beans of this type. They are called
 * in their order, after the built-in maskers.
 * <p>
 * Called on the export thread, never on a thread of the application, with one text at a
 * time: a string or a key within a value, never the JSON around it; a number of 13 or
 * more digits; a name, a message, a stack trace. If a masker throws or returns
 * {@code null}, the text is replaced by {@value Maskers#FAILED}.
 *
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface ContentMasker {

	/**
	 * Masks a text.
	 * @param text the text, never {@code null} or empty
	 * @return the text as it may leave, the same instance if there is nothing to hide
	 */
	String mask(String text);

}
