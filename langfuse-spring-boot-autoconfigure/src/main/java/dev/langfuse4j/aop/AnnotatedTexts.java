/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.util.ReflectionUtils;

/**
 * Inspects the attributes of annotations when their beans are created. Reports
 * expressions that look like text, texts that look like expressions, and expressions that
 * name a result which is not known. Collects the projects that are named without an
 * expression, as an unknown name stops the start rather than losing traces.
 */
final class AnnotatedTexts {

	private final ObserveSpecs specs;

	/**
	 * A method for each name.
	 */
	private final Map<String, String> projects = new ConcurrentHashMap<>();

	private final Set<Class<?>> inspected = ConcurrentHashMap.newKeySet();

	AnnotatedTexts(ObserveSpecs specs) {
		this.specs = specs;
	}

	void inspect(Class<?> type) {
		if (this.inspected.add(type)) {
			for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
				this.specs.annotations(method, type, this::inspect);
			}
		}
	}

	private void inspect(Method method, @Nullable MergedAnnotation<Observe> observe,
			@Nullable MergedAnnotation<ObserveTrace> trace) {
		if (observe != null) {
			inspectObservation(new AnnotationCheck(method, Observe.class), this.specs.resolved(observe));
		}
		if (trace != null) {
			AnnotationAttributes attributes = this.specs.resolved(trace);
			inspectTrace(new AnnotationCheck(method, ObserveTrace.class), attributes, observe == null);
			String project = attributes.getString("project");
			if (!project.isBlank() && !project.contains("#{")) {
				this.projects.put(project, method.getDeclaringClass().getName() + "." + method.getName());
			}
		}
	}

	private static void inspectObservation(AnnotationCheck check, AnnotationAttributes attributes) {
		check.expressions(attributes, true, "input");
		check.expressions(attributes, false, "output", "metadata");
		check.texts(attributes, true, "name", "model", "version");
	}

	private static void inspectTrace(AnnotationCheck check, AnnotationAttributes attributes, boolean alone) {
		check.expressions(attributes, alone, "userId", "sessionId", "metadata");
		check.expressions(attributes, true, "seed");
		check.texts(attributes, alone, "name", "environment", "tags");
		check.texts(attributes, true, "project");
	}

	void checkProjects(BiConsumer<String, String> check) {
		this.projects.forEach(check);
	}

}
