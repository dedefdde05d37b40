/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.util.ClassUtils;

/**
 * Finds the observed methods of all beans ahead of time and keeps in a native image what
 * recording them needs: the properties of parameters and results, and what expressions
 * may call.
 */
final class ObserveAotProcessor implements BeanFactoryInitializationAotProcessor {

	private final ObserveSpecs specs = new ObserveSpecs();

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		List<ObserveSpec> observed = new ArrayList<>();
		for (String name : beanFactory.getBeanDefinitionNames()) {
			Class<?> type = beanFactory.getType(name, false);
			if (type != null && this.specs.mayObserve(type)) {
				addObserved(ClassUtils.getUserClass(type), observed);
			}
		}
		return observed.isEmpty() ? null : (context, code) -> {
			ReflectionHints hints = context.getRuntimeHints().reflection();
			observed.forEach((spec) -> contribute(spec, hints));
		};
	}

	private void addObserved(Class<?> type, List<ObserveSpec> observed) {
		Set<Method> methods = MethodIntrospector.selectMethods(type,
				(Method method) -> this.specs.isObserved(method, type));
		for (Method method : methods) {
			ObserveSpec spec = this.specs.find(method, type);
			if (spec != null) {
				observed.add(spec);
			}
		}
	}

	private static void contribute(ObserveSpec spec, ReflectionHints hints) {
		Method method = spec.method();
		BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();
		for (Type parameter : method.getGenericParameterTypes()) {
			binding.registerReflectionHints(hints, parameter);
		}
		binding.registerReflectionHints(hints, method.getGenericReturnType());
		if (spec.hasExpressions()) {
			for (Class<?> parameter : method.getParameterTypes()) {
				hints.registerType(parameter, MemberCategory.INVOKE_PUBLIC_METHODS);
			}
			hints.registerType(method.getReturnType(), MemberCategory.INVOKE_PUBLIC_METHODS);
			hints.registerType(method.getDeclaringClass(), MemberCategory.INVOKE_PUBLIC_METHODS);
		}
	}

}
