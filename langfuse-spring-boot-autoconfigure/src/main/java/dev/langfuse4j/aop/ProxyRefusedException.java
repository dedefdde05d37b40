/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopConfigException;

/**
 * There is to be no proxy, although one could be made.
 */
@SuppressWarnings("serial")
final class ProxyRefusedException extends AopConfigException {

	private final transient ProxyReach reach;

	private final transient @Nullable Method broken;

	/**
	 * Creates the refusal.
	 * @param reach the methods that the proxy would intercept
	 * @param broken a method that it would break, or {@code null} if it could not observe
	 * any
	 */
	ProxyRefusedException(ProxyReach reach, @Nullable Method broken) {
		super("No proxy of " + reach.type().getName());
		this.reach = reach;
		this.broken = broken;
	}

	/**
	 * Returns the reason why a method cannot be observed.
	 */
	@Nullable String obstacle(Method method) {
		String obstacle = (this.broken != null) ? ProxyReach.ownObstacle(method) : this.reach.obstacle(method);
		return (obstacle == null && this.broken != null) ? UnreachableMethods.WITHOUT_PROXY
				+ BreakingFinals.describe(this.broken, this.reach.type(), method.getName()) : obstacle;
	}

}
