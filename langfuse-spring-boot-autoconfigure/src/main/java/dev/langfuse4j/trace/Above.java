/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import org.jspecify.annotations.Nullable;

/**
 * The ancestors that an observation finds when it starts. Every context of Langfuse
 * stores them, so that no lookup goes further up: observations further up may have ended
 * and are released. Immutable.
 *
 * @param node the nearest observation of the tree
 * @param carrier the attributes that are nearer than that
 * @param around what the code around decides
 * @param depth how many nodes there are, of those that began one below the other
 */
record Above(@Nullable RecordingObservation node, @Nullable AttributesContext carrier, Around around, int depth) {

	/**
	 * The chain of parents has ended.
	 */
	static final Above NOTHING = new Above(null, null, Around.NOTHING, 0);

	/**
	 * Marks a chain of parents that was cut rather than ended: by a library that set no
	 * parent although one is current (Spring AI's streams), or by an observation that a
	 * predicate disabled. Then the thread knows more.
	 */
	static final Above CUT = new Above(null, null, Around.NOTHING, 0);

	/**
	 * Marks a thread on which nothing is current, neither for Micrometer nor for
	 * Langfuse.
	 */
	static final Above ALONE = new Above(null, null, Around.NOTHING, 0);

	/**
	 * Marks code of the application that Langfuse calls.
	 */
	static final Above CLOSED = new Above(null, null, Around.NOTHING, 0);

	static Above of(@Nullable RecordingObservation node, @Nullable AttributesContext carrier, Around around) {
		return new Above(node, carrier, around, (node != null) ? node.depth : 0);
	}

	/**
	 * Returns the ancestor that hands attributes down.
	 */
	@Nullable Inheritable inheritable() {
		return (this.carrier != null) ? this.carrier : this.node;
	}

}
