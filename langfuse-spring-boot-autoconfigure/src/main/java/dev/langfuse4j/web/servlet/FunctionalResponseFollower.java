/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import dev.langfuse4j.aop.ResultFollower;
import dev.langfuse4j.aop.RunningCall;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.function.ServerResponse;

/**
 * Follows the responses of functional endpoints of Spring MVC.
 *
 * @since 0.1.0
 */
@Internal
public final class FunctionalResponseFollower implements ResultFollower {

	/**
	 * Creates the follower.
	 */
	public FunctionalResponseFollower() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return ServerResponse.class.isAssignableFrom(type);
	}

	@Override
	public @Nullable Object follow(Object result, RunningCall call) {
		return FunctionalResponses.follow(result, call);
	}

}
