/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Finds the application context of a test with Spring's {@code SpringExtension}. Loaded
 * only where Spring's test support is present.
 */
final class SpringTests {

	private SpringTests() {
	}

	/**
	 * Finds the context, which is started if it is not yet.
	 * @return the context, or {@code null} if the test is none of Spring's
	 */
	static @Nullable ApplicationContext find(ExtensionContext test) {
		for (Class<?> type = test.getTestClass().orElse(null); type != null; type = type.getEnclosingClass()) {
			boolean spring = AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class)
				.stream()
				.flatMap((extend) -> Arrays.stream(extend.value()))
				.anyMatch(SpringExtension.class::isAssignableFrom);
			if (spring) {
				return SpringExtension.getApplicationContext(test);
			}
		}
		return null;
	}

}
