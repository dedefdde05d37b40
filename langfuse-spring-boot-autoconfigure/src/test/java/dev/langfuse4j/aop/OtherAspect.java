/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;

/**
 * An aspect of somebody else.
 */
@Aspect
public final class OtherAspect {

	private static final OtherAspect INSTANCE = new OtherAspect();

	private int calls;

	public static OtherAspect aspectOf() {
		return INSTANCE;
	}

	public static boolean hasAspect() {
		return true;
	}

	public int calls() {
		return this.calls;
	}

	@Around("execution(* open(..))")
	public Object around(ProceedingJoinPoint joinPoint) throws Throwable {
		this.calls++;
		return joinPoint.proceed();
	}

}
