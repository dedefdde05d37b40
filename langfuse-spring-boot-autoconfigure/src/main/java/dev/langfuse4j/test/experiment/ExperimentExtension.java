/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Holds the run of an experiment while its class is tested, and judges it at the end.
 */
final class ExperimentExtension implements BeforeAllCallback, AfterAllCallback {

	/**
	 * Only the class that has the annotation has a run: nested classes take part in it.
	 */
	@Override
	public void beforeAll(ExtensionContext context) {
		Class<?> type = context.getRequiredTestClass();
		AnnotationSupport.findAnnotation(type, LangfuseExperiment.class).ifPresent((experiment) -> {
			if (!hasTests(type)) {
				throw new ExtensionConfigurationException("@LangfuseExperiment on " + type.getName()
						+ " has nothing to run: annotate a method with @ExperimentTest");
			}
			context.getStore(TestBeans.NAMESPACE).put(ExperimentSession.class, new ExperimentSession(type, experiment));
		});
	}

	@Override
	public void afterAll(ExtensionContext context) {
		ExperimentSession session = find(context);
		if (session != null && session.isOf(context.getRequiredTestClass())) {
			session.finish(context);
		}
	}

	static @Nullable ExperimentSession find(ExtensionContext context) {
		return context.getStore(TestBeans.NAMESPACE).get(ExperimentSession.class, ExperimentSession.class);
	}

	private static boolean hasTests(Class<?> type) {
		List<Method> tests = AnnotationSupport.findAnnotatedMethods(type, ExperimentTest.class,
				HierarchyTraversalMode.TOP_DOWN);
		return !tests.isEmpty() || !ReflectionSupport
			.findNestedClasses(type, (nested) -> AnnotationSupport.isAnnotated(nested, Nested.class))
			.isEmpty();
	}

}
