package dev.langfuse4j.annotation;

/**
 * The target of the score of an {@link ObserveEvaluator @ObserveEvaluator}.
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
