/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import dev.langfuse4j.lang.Internal;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.jspecify.annotations.Nullable;

/**
 * An aspect for AspectJ's load-time or compile-time weaving. It observes private, static,
 * final and self-invoked methods, and objects that are not beans. It is not a bean:
 * {@link ObserveBeanPostProcessor} creates the proxies of beans. Public for the weaver.
 * <p>
 * Compiled by javac, with the accessors that AspectJ's own compiler would add.
 *
 * @since 0.1.0
 */
@Internal
@Aspect
public final class ObserveAspect {

	private static final ObserveAspect INSTANCE = new ObserveAspect();

	private ObserveAspect() {
	}

	/**
	 * Called by woven code.
	 * @return the one instance
	 */
	public static ObserveAspect aspectOf() {
		return INSTANCE;
	}

	/**
	 * Called by woven code.
	 * @return {@code true}
	 */
	public static boolean hasAspect() {
		return true;
	}

	/**
	 * Called by woven code in place of a method that is annotated, directly or by a
	 * composed annotation, or of a public method of a class that is. Observes the call
	 * while an application context is open.
	 * @param joinPoint the call
	 * @return the result of the method
	 * @throws Throwable the exception of the method
	 */
	@Around("(execution(@dev.langfuse4j.annotation.Observe * *(..))"
			+ " || execution(@(@dev.langfuse4j.annotation.Observe *) * *(..))"
			+ " || execution(public * (@dev.langfuse4j.annotation.Observe *).*(..))"
			+ " || execution(public * (@(@dev.langfuse4j.annotation.Observe *) *).*(..))"
			+ " || execution(@dev.langfuse4j.annotation.ObserveTrace * *(..))"
			+ " || execution(@(@dev.langfuse4j.annotation.ObserveTrace *) * *(..))"
			+ " || execution(public * (@dev.langfuse4j.annotation.ObserveTrace *).*(..))"
			+ " || execution(public * (@(@dev.langfuse4j.annotation.ObserveTrace *) *).*(..)))"
			// A composed annotation is itself an annotated type
			+ " && !within(java.lang.annotation.Annotation+)")
	public @Nullable Object observe(ProceedingJoinPoint joinPoint) throws Throwable {
		return WovenDoor.invoke(new JoinPointInvocation(joinPoint));
	}

}
