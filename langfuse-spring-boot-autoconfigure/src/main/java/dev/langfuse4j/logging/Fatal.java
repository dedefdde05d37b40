/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.logging;

import dev.langfuse4j.lang.Internal;

/**
 * The errors that this library must not swallow when code of the application fails inside
 * it.
 *
 * @since 0.1.0
 */
@Internal
public final class Fatal {

	private Fatal() {
	}

	/**
	 * Throws an error of the virtual machine, such as being out of memory. A stack
	 * overflow is none here: it ends with the call that was too deep.
	 * @param ex what was caught
	 */
	public static void rethrow(Throwable ex) {
		if (ex instanceof VirtualMachineError error && !(ex instanceof StackOverflowError)) {
			throw error;
		}
	}

}
