/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.Locale;

/**
 * The kinds of observation that Langfuse knows.
 *
 * @since 0.1.0
 * @see <a href="https://langfuse.com/docs/observability/features/observation-types">
 * Langfuse: observation types</a>
 */
public enum ObservationType {

	/**
	 * A unit of work with a duration.
	 */
	SPAN,

	/**
	 * A call of a language model, with model, usage and cost.
	 */
	GENERATION,

	/**
	 * A point in time: it ends when it starts.
	 */
	EVENT,

	/**
	 * A call of an embedding model, with model, usage and cost.
	 */
	EMBEDDING,

	/**
	 * An agent that decides what to do next.
	 */
	AGENT,

	/**
	 * A tool that a model or an agent calls.
	 */
	TOOL,

	/**
	 * A step that links others.
	 */
	CHAIN,

	/**
	 * A retrieval step.
	 */
	RETRIEVER,

	/**
	 * The assessment of an output.
	 */
	EVALUATOR,

	/**
	 * A check that protects against malicious or offensive content.
	 */
	GUARDRAIL;

	private final String value = name().toLowerCase(Locale.ROOT);

	/**
	 * The type's name as Langfuse spells it: lower case, anything else is unknown to it.
	 * @return the name on the wire
	 */
	public String value() {
		return this.value;
	}

}
