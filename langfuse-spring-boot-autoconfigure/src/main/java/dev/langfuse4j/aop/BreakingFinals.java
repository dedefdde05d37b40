/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.util.ClassUtils;

/**
 * The final methods that a proxy which extends the class would break. It cannot forward
 * them to the bean, so they run on the proxy itself, whose fields were never set.
 */
final class BreakingFinals {

	private BreakingFinals() {
	}

	/**
	 * Finds such a method: a method that implements an interface, through which other
	 * beans call it, or a method of the application that uses fields. Others of a base
	 * class are called by its subclasses, which are the bean itself.
	 */
	static @Nullable Method find(Class<?> type) {
		for (Class<?> declaring = type; declaring != null
				&& declaring != Object.class; declaring = declaring.getSuperclass()) {
			Method found = Arrays.stream(declaring.getDeclaredMethods())
				.filter((method) -> Modifier.isFinal(method.getModifiers()) && !method.isSynthetic()
						&& ProxyReach.ownObstacle(method) == null)
				.filter((method) -> interfaceOf(method, type) != null || isCalledAndUsesFields(method, type))
				.min(Comparator.comparing(Method::toString))
				.orElse(null);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	/**
	 * Says why the method would break, and the cure.
	 */
	static String describe(Method method, Class<?> type, String observed) {
		Class<?> implemented = interfaceOf(method, type);
		return ", because a proxy would break " + ClassUtils.getShortName(method.getDeclaringClass()) + "."
				+ method.getName() + ", which is final and "
				+ ((implemented != null) ? "implements " + ClassUtils.getShortName(implemented) : "uses fields")
				+ (isOwn(method.getDeclaringClass(), type) ? ": make it non-final, or move " : ": move ") + observed
				+ " to another bean";
	}

	/**
	 * An interface of which the method is called on the proxy. Those that the container
	 * calls while it makes or ends a bean, it calls on the bean itself.
	 */
	private static @Nullable Class<?> interfaceOf(Method method, Class<?> type) {
		if (!Modifier.isPublic(method.getModifiers())) {
			return null;
		}
		return ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.filter((implemented) -> !Aware.class.isAssignableFrom(implemented) && implemented != InitializingBean.class
					&& implemented != DisposableBean.class)
			.filter((implemented) -> Arrays.stream(implemented.getMethods())
				.anyMatch((declared) -> declared.getName().equals(method.getName())
						&& AopUtils.getMostSpecificMethod(declared, type).equals(method)))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Protected methods are meant for subclasses.
	 */
	private static boolean isCalledAndUsesFields(Method method, Class<?> type) {
		return !Modifier.isProtected(method.getModifiers()) && isOwn(method.getDeclaringClass(), type)
				&& FieldUse.isIn(method);
	}

	/**
	 * Whether a class comes from where the bean's class comes from, which a framework's
	 * does not.
	 */
	private static boolean isOwn(Class<?> declaring, Class<?> type) {
		return declaring == type || origin(declaring).equals(origin(type)) || isSameLocation(declaring, type);
	}

	private static boolean isSameLocation(Class<?> declaring, Class<?> type) {
		return declaring.getProtectionDomain().getCodeSource() != null && Objects
			.equals(declaring.getProtectionDomain().getCodeSource(), type.getProtectionDomain().getCodeSource());
	}

	/**
	 * The first two parts of the package's name, which are an organization's.
	 */
	private static String origin(Class<?> type) {
		String[] parts = type.getPackageName().split("\\.", 3);
		return (parts.length > 1) ? parts[0] + "." + parts[1] : parts[0];
	}

}
