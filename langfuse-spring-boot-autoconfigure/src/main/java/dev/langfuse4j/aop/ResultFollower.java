/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Follows the returned object of a method that is still in progress, such as a future.
 * The call ends when that object is done. Beans of this type support types of other
 * libraries. They are called in their order, before those for the types of the JDK and
 * Reactor. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public interface ResultFollower {

	/**
	 * Whether values of a type may be followed. Asked once per type.
	 * @param type the return type that a method declares, or the class of a value inside
	 * of another
	 * @return whether {@link #follow} is to be called for them
	 */
	boolean supports(Class<?> type);

	/**
	 * Ensures that a call ends when the returned object is done.
	 * @param result the returned object
	 * @param call the call
	 * @return the object for the caller, which may be the same instance, or {@code null}
	 * if there is nothing to wait for
	 */
	@Nullable Object follow(Object result, RunningCall call);

}
