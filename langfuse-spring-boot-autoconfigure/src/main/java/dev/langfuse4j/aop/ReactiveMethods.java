/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;

import reactor.core.publisher.Hooks;

import org.springframework.util.ReflectionUtils;

/**
 * The observed methods that return a publisher: what blocks in its operators is observed
 * below them only with Reactor's automatic context propagation.
 */
final class ReactiveMethods {

	private final ObserveSpecs specs;

	private final ReactiveHandler publishers = new ReactiveHandler();

	private final Set<Class<?>> inspected = ConcurrentHashMap.newKeySet();

	private final Set<String> found = new ConcurrentSkipListSet<>();

	ReactiveMethods(ObserveSpecs specs) {
		this.specs = specs;
	}

	void inspect(Class<?> type) {
		if (this.inspected.add(type)) {
			for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
				if (this.publishers.supports(method) && this.specs.isObserved(method, type)) {
					this.found.add(method.getDeclaringClass().getName() + "." + method.getName());
				}
			}
		}
	}

	void report(Consumer<List<String>> report) {
		if (!this.found.isEmpty() && !Hooks.isAutomaticContextPropagationEnabled()) {
			report.accept(List.copyOf(this.found));
		}
	}

}
