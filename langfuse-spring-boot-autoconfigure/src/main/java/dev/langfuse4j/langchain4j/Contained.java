/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;

/**
 * Keeps what goes wrong while a call is observed from that call.
 */
final class Contained {

	private static final LogOnce logger = LogOnce.shared(Contained.class);

	private Contained() {
	}

	static void run(Runnable code) {
		try {
			code.run();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			logger.warn(ex.getClass(), () -> "A call of LangChain4j could not be recorded: " + ex.getClass().getName());
		}
	}

}
