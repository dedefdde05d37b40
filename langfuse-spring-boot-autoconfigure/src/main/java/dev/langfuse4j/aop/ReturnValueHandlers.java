/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;

/**
 * The handlers in their order.
 */
final class ReturnValueHandlers {

	private final LogOnce logger = new LogOnce(ReturnValueHandlers.class);

	private final List<ReturnValueHandler> handlers;

	private final ResultFollowers followers;

	/**
	 * Creates the handlers.
	 * @param first those to ask before that for publishers
	 * @param followers of what methods return
	 */
	ReturnValueHandlers(List<ReturnValueHandler> first, List<ResultFollower> followers) {
		this.handlers = new ArrayList<>(first);
		this.handlers.add(new ReactiveHandler());
		this.followers = new ResultFollowers(followers);
	}

	ResultFollowers followers() {
		return this.followers;
	}

	ReturnValueHandler find(Method method) {
		return this.handlers.stream()
			.filter((handler) -> supports(handler, method))
			.findFirst()
			.orElseGet(() -> new ValueHandler(method.getReturnType(), this.followers));
	}

	private boolean supports(ReturnValueHandler handler, Method method) {
		try {
			return handler.supports(method);
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			this.logger.warn(handler.getClass(),
					() -> handler.getClass().getName() + " is not used, because it failed: " + ex.getClass().getName());
			return false;
		}
	}

}
