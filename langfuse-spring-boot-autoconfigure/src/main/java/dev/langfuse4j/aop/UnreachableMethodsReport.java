/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.List;

import dev.langfuse4j.lang.Internal;

/**
 * Receives the observed methods of beans that a proxy cannot intercept.
 *
 * @since 0.1.0
 */
@Internal
public interface UnreachableMethodsReport {

	/**
	 * Called when all beans of the start exist, if there are such methods. May stop the
	 * start with an exception.
	 * @param methods each method with the reason
	 */
	void atStart(List<String> methods);

	/**
	 * Called when a bean with such methods is created later, possibly on several threads.
	 * @param methods each method with the reason
	 */
	void later(List<String> methods);

}
