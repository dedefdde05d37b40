/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The recorded parts of an exception.
 *
 * @param type the exception's class name
 * @param message the message, or the type if there is none or content is not recorded
 * @param stackTrace the stack trace, or a reference to the observation that has it, or
 * {@code null} if it is not recorded
 * @since 0.1.0
 */
@Internal
public record CapturedError(String type, CapturedContent message, @Nullable CapturedContent stackTrace) {

	/**
	 * Names the type only: a message is content.
	 */
	@Override
	public String toString() {
		return "CapturedError[" + this.type + "]";
	}

}
