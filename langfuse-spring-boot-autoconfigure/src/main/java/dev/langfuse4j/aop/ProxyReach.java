/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/**
 * Determines which methods of a bean's class are called through its proxy.
 *
 * @param type the bean's class
 * @param interfaces the interfaces of the proxy, or {@code null} if it extends the class
 * @param neighbour a class in the package and class loader of a proxy that extends the
 * class
 */
record ProxyReach(Class<?> type, Class<?> @Nullable [] interfaces, Class<?> neighbour) {

	/**
	 * Returns the reach of a proxy.
	 */
	static ProxyReach of(Class<?> type, Class<?> proxy) {
		return new ProxyReach(type, Proxy.isProxyClass(proxy) ? ClassUtils.getAllInterfacesForClass(proxy) : null,
				proxy);
	}

	/**
	 * Returns the reach of a proxy that is about to be made.
	 */
	static ProxyReach of(Class<?> type, ProxyFactory factory) {
		boolean byInterfaces = !factory.isProxyTargetClass() && factory.getProxiedInterfaces().length > 0;
		return new ProxyReach(type, byInterfaces ? factory.getProxiedInterfaces() : null, type);
	}

	boolean extendsClass() {
		return this.interfaces == null;
	}

	/**
	 * Finds the reason why calls of a method do not reach the proxy.
	 */
	@Nullable String obstacle(Method method) {
		String own = ownObstacle(method);
		if (own != null) {
			return own;
		}
		if (this.interfaces != null) {
			return isInInterface(method) ? null : "not in an interface of the proxy";
		}
		int modifiers = method.getModifiers();
		if (Modifier.isFinal(modifiers)) {
			return "final";
		}
		boolean packagePrivate = !Modifier.isPublic(modifiers) && !Modifier.isProtected(modifiers);
		return (packagePrivate && !isSamePackage(method.getDeclaringClass()))
				? "package-private in another package or class loader" : null;
	}

	/**
	 * Finds the reason why calls of a method reach no proxy at all.
	 */
	static @Nullable String ownObstacle(Method method) {
		if (Modifier.isPrivate(method.getModifiers())) {
			return "private";
		}
		return Modifier.isStatic(method.getModifiers()) ? "static" : null;
	}

	private boolean isInInterface(Method method) {
		return Stream.of(this.interfaces)
			.flatMap((implemented) -> Arrays.stream(implemented.getMethods()))
			.anyMatch((declared) -> AopUtils.getMostSpecificMethod(declared, this.type).equals(method));
	}

	private boolean isSamePackage(Class<?> declaring) {
		return declaring.getClassLoader() == this.neighbour.getClassLoader()
				&& declaring.getPackageName().equals(this.neighbour.getPackageName());
	}

}
