/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;

import org.aopalliance.intercept.MethodInvocation;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;

/**
 * A call of a woven method in the form in which proxies hand on theirs.
 */
final class JoinPointInvocation implements MethodInvocation {

	private final ProceedingJoinPoint joinPoint;

	private @Nullable Object @Nullable [] arguments;

	JoinPointInvocation(ProceedingJoinPoint joinPoint) {
		this.joinPoint = joinPoint;
	}

	@Override
	public Method getMethod() {
		return ((MethodSignature) this.joinPoint.getSignature()).getMethod();
	}

	/**
	 * A join point copies its arguments at each question.
	 */
	@Override
	public @Nullable Object[] getArguments() {
		@Nullable Object[] arguments = this.arguments;
		if (arguments == null) {
			arguments = this.joinPoint.getArgs();
			this.arguments = arguments;
		}
		return arguments;
	}

	@Override
	public @Nullable Object proceed() throws Throwable {
		return this.joinPoint.proceed();
	}

	@Override
	public @Nullable Object getThis() {
		return this.joinPoint.getThis();
	}

	@Override
	public AccessibleObject getStaticPart() {
		return getMethod();
	}

}
