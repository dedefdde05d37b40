/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import dev.langfuse4j.lang.Internal;

/**
 * The content that is recorded where the annotation of a method does not decide.
 *
 * @param input whether arguments, and the requests of other libraries, are recorded
 * @param output whether results, and the responses of other libraries, are recorded
 * @param metadata whether the metadata of annotations and of other libraries is recorded
 * @param errors whether messages and stack traces of errors are recorded; the class is
 * always
 * @since 0.1.0
 */
@Internal
public record CaptureSwitches(boolean input, boolean output, boolean metadata, boolean errors) {

	/**
	 * Everything is recorded.
	 */
	public static final CaptureSwitches ALL = new CaptureSwitches(true, true, true, true);

}
