/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopConfigException;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Finds the observed methods of beans that their proxies cannot reach, and reports those
 * of all beans that an application starts with at once.
 */
final class UnreachableMethods {

	static final String WITHOUT_PROXY = "in a class without proxy";

	private final ObserveSpecs specs;

	private final UnreachableMethodsReport report;

	private final Set<Class<?>> inspected = ConcurrentHashMap.newKeySet();

	private @Nullable List<String> found = new ArrayList<>();

	UnreachableMethods(ObserveSpecs specs, UnreachableMethodsReport report) {
		this.specs = specs;
		this.report = report;
	}

	/**
	 * Looks at a bean with a proxy.
	 * @param type the bean's class
	 * @param proxy the bean's proxy
	 */
	void inspect(Class<?> type, Object proxy) {
		look(type, ProxyReach.of(type, proxy.getClass())::obstacle);
	}

	/**
	 * Looks at a bean without a proxy.
	 * @param type the bean's class
	 * @param reason why it has none
	 */
	void inspect(Class<?> type, AopConfigException reason) {
		look(type, (method) -> {
			if (reason instanceof ProxyRefusedException refused) {
				return refused.obstacle(method);
			}
			String obstacle = ProxyReach.ownObstacle(method);
			return (obstacle != null) ? obstacle : WITHOUT_PROXY;
		});
	}

	private void look(Class<?> type, Function<Method, @Nullable String> obstacles) {
		if (Proxy.isProxyClass(type) || !this.inspected.add(type) || ObserveSpecs.isWoven(type)) {
			return;
		}
		List<String> unreachable = new ArrayList<>();
		for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
			if (!method.isSynthetic() && this.specs.isObserved(method, type)) {
				String obstacle = obstacles.apply(method);
				if (obstacle != null) {
					unreachable.add(describe(method) + " is " + obstacle);
				}
			}
		}
		if (!unreachable.isEmpty()) {
			found(unreachable);
		}
	}

	/**
	 * Whether a proxy reaches any observed method.
	 */
	boolean isAnyReachedBy(ProxyReach reach) {
		return Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(reach.type()))
			.anyMatch((method) -> !method.isSynthetic() && reach.obstacle(method) == null
					&& this.specs.isObserved(method, reach.type()));
	}

	/**
	 * Reports the methods that were found so far. Later beans are reported when they are
	 * created.
	 */
	void started() {
		List<String> found;
		synchronized (this.inspected) {
			found = this.found;
			this.found = null;
		}
		if (found != null && !found.isEmpty()) {
			this.report.atStart(found.stream().sorted().toList());
		}
	}

	private void found(List<String> unreachable) {
		synchronized (this.inspected) {
			if (this.found != null) {
				this.found.addAll(unreachable);
				return;
			}
		}
		this.report.later(unreachable.stream().sorted().toList());
	}

	private static String describe(Method method) {
		String parameters = StringUtils.collectionToDelimitedString(
				Arrays.stream(method.getParameterTypes()).map(ClassUtils::getShortName).toList(), ", ");
		return method.getDeclaringClass().getName() + "." + method.getName() + "(" + parameters + ")";
	}

}
