/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.annotation;

/**
 * The target of the score of an {@link ObserveEvaluator @ObserveEvaluator}.
 *
 * @since 0.1.0
 */
public enum EvaluationTarget {

	/**
	 * The observation that is current when the evaluator is called, or the trace if there
	 * is none.
	 */
	PARENT,

	/**
	 * The trace.
	 */
	TRACE

}
