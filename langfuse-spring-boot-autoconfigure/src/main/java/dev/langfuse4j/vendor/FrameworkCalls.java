/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.List;

/**
 * Tells whether a framework that is observed itself calls a client: its call of the model
 * is the generation.
 */
final class FrameworkCalls {

	private static final List<String> FRAMEWORKS = List.of("org.springframework.ai.", "dev.langchain4j.model.");

	/**
	 * Between a framework and the client there are lambdas and operators of Reactor.
	 */
	private static final int MAX_FRAMES = 24;

	private FrameworkCalls() {
	}

	static boolean isCurrent() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.limit(MAX_FRAMES)
				.map(StackWalker.StackFrame::getClassName)
				.anyMatch((name) -> FRAMEWORKS.stream().anyMatch(name::startsWith)));
	}

}
