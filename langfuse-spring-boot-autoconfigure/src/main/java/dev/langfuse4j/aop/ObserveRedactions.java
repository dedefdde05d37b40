/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;

import dev.langfuse4j.annotation.Redact;
import dev.langfuse4j.mask.Redaction;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Determines which arguments of a method are {@link Redact redacted}, and whether its
 * result is. The annotation may be on the method, or on the method of an interface or
 * superclass that it implements.
 */
final class ObserveRedactions {

	private final BitSet arguments = new BitSet();

	private final boolean result;

	ObserveRedactions(Method method, Class<?> type) {
		boolean redacted = false;
		for (Method declaration : declarations(method, type)) {
			redacted |= MergedAnnotations.from(declaration, SearchStrategy.TYPE_HIERARCHY).isPresent(Redact.class);
			Parameter[] parameters = declaration.getParameters();
			for (int i = 0; i < parameters.length; i++) {
				if (isRedacted(parameters[i].getAnnotations())) {
					this.arguments.set(i);
				}
			}
		}
		this.result = redacted;
	}

	private static boolean isRedacted(Annotation[] annotations) {
		return MergedAnnotations.from(annotations).isPresent(Redact.class);
	}

	private static Set<Method> declarations(Method method, Class<?> type) {
		Set<Method> declarations = new LinkedHashSet<>();
		declarations.add(method);
		for (Class<?> implemented : ClassUtils.getAllInterfacesForClassAsSet(type)) {
			add(implemented, method, declarations);
		}
		for (Class<?> superclass = method.getDeclaringClass()
			.getSuperclass(); superclass != null; superclass = superclass.getSuperclass()) {
			add(superclass, method, declarations);
		}
		return declarations;
	}

	/**
	 * Adds the declarations with the same name and number of parameters: a generic
	 * declaration has other types.
	 */
	private static void add(Class<?> type, Method method, Set<Method> declarations) {
		for (Method candidate : ReflectionUtils.getDeclaredMethods(type)) {
			if (candidate.getName().equals(method.getName())
					&& candidate.getParameterCount() == method.getParameterCount()) {
				declarations.add(candidate);
			}
		}
	}

	/**
	 * Whether any argument is secret.
	 */
	boolean anyArgument() {
		return !this.arguments.isEmpty();
	}

	/**
	 * Whether the result is secret.
	 */
	boolean result() {
		return this.result;
	}

	/**
	 * The arguments as they may be recorded.
	 */
	@Nullable Object[] recordedArguments(@Nullable Object[] arguments) {
		return this.arguments.isEmpty() ? arguments : replaced(arguments, Redaction.VALUE);
	}

	/**
	 * The arguments as expressions see them.
	 */
	@Nullable Object[] visibleArguments(@Nullable Object[] arguments) {
		return replaced(arguments, null);
	}

	private @Nullable Object[] replaced(@Nullable Object[] arguments, @Nullable Object replacement) {
		if (this.arguments.isEmpty()) {
			return arguments;
		}
		@Nullable Object[] replaced = new Object[arguments.length];
		for (int i = 0; i < arguments.length; i++) {
			replaced[i] = (this.arguments.get(i) && arguments[i] != null) ? replacement : arguments[i];
		}
		return replaced;
	}

	/**
	 * The result as it may be recorded.
	 */
	@Nullable Object recordedResult(@Nullable Object value) {
		return (this.result && value != null) ? Redaction.VALUE : value;
	}

	/**
	 * The result as expressions see it.
	 */
	@Nullable Object visibleResult(@Nullable Object value) {
		return this.result ? null : value;
	}

}
