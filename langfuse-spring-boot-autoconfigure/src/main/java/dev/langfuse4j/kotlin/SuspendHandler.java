/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.kotlin;

import java.lang.reflect.Method;

import dev.langfuse4j.aop.ObservedInvocation;
import dev.langfuse4j.aop.ReactiveHandler;
import dev.langfuse4j.aop.ReturnValueHandler;
import dev.langfuse4j.lang.Internal;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;

/**
 * Handles suspending functions of beans, which Spring's proxies adapt to publishers. The
 * observation is current wherever the function continues, so that observations of
 * non-suspending calls are its children too.
 *
 * @since 0.1.0
 */
@Internal
public final class SuspendHandler implements ReturnValueHandler {

	private final ReturnValueHandler publishers = new ReactiveHandler();

	/**
	 * Creates the handler.
	 */
	public SuspendHandler() {
	}

	@Override
	public boolean supports(Method method) {
		return KotlinDetector.isSuspendingFunction(method);
	}

	@Override
	public @Nullable Object invoke(ObservedInvocation invocation) throws Throwable {
		invocation.replaceLastArgument((argument) -> (argument instanceof Continuation<?> continuation)
				? PropagatingContinuation.of(continuation) : argument);
		return this.publishers.invoke(invocation);
	}

}
