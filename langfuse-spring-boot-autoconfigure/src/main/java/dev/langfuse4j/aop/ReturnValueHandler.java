/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Observes methods of one kind of return type that do not begin when they are called. It
 * determines when a call begins and ends, and its result. Beans of this type are called
 * in their order, before the handler of publishers. A method without a handler begins
 * with the call; see {@link ResultFollower} for its end.
 *
 * @since 0.1.0
 */
@Internal
public interface ReturnValueHandler {

	/**
	 * Whether this handler is for a method. Asked once per method.
	 * @param method the method
	 * @return whether this handler is for it
	 */
	boolean supports(Method method);

	/**
	 * Calls the method and ensures that its observations start and end. Calls
	 * {@link ObservedInvocation#proceed()} exactly once and only throws its exception.
	 * @param invocation the call
	 * @return the value for the caller
	 * @throws Throwable the exception of the user's method, the same instance
	 */
	@Nullable Object invoke(ObservedInvocation invocation) throws Throwable;

}
