/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.NamedThreadLocal;
import org.springframework.util.ClassUtils;

/**
 * A call of a woven method through a proxy, which observes it. While it proceeds, its
 * thread refers to it, so that the woven method does not observe it again. Calls within
 * the method, also of itself, are other calls.
 */
final class ProxiedCall implements MethodInvocation {

	private static final ThreadLocal<ProxiedCall> current = new NamedThreadLocal<>("langfuse call through a proxy");

	private final MethodInvocation invocation;

	private final Method method;

	ProxiedCall(MethodInvocation invocation, Method method) {
		this.invocation = invocation;
		this.method = method;
	}

	/**
	 * Takes from the thread the call that it is about to make.
	 */
	static @Nullable ProxiedCall take() {
		ProxiedCall call = current.get();
		if (call != null) {
			current.remove();
		}
		return call;
	}

	void putBack() {
		current.set(this);
	}

	/**
	 * The first method to run may be a method of a superclass that the proxied one
	 * overrides.
	 */
	boolean isOf(MethodInvocation woven) {
		Object target = woven.getThis();
		return target != null && target == getThis()
				&& (woven.getMethod().equals(this.method)
						|| AopUtils.getMostSpecificMethod(woven.getMethod(), ClassUtils.getUserClass(target))
							.equals(this.method));
	}

	@Override
	public @Nullable Object proceed() throws Throwable {
		ProxiedCall outer = current.get();
		current.set(this);
		try {
			return this.invocation.proceed();
		}
		finally {
			if (outer != null) {
				current.set(outer);
			}
			else {
				current.remove();
			}
		}
	}

	@Override
	public Method getMethod() {
		return this.invocation.getMethod();
	}

	@Override
	public @Nullable Object[] getArguments() {
		return this.invocation.getArguments();
	}

	@Override
	public @Nullable Object getThis() {
		return this.invocation.getThis();
	}

	@Override
	public AccessibleObject getStaticPart() {
		return this.invocation.getStaticPart();
	}

}
