/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.observation.ObservationDefinition;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * The context of an observation that a tracer starts, with its place in the tree.
 */
class TracedContext extends LangfuseObservationContext {

	/**
	 * The sink of the application context, which does not record observations of another
	 * context, although both may share a registry.
	 */
	private final ObservationSink owner;

	private final Placement placement;

	volatile @Nullable RecordingObservation node;

	/**
	 * Ancestors that were looked up before the place is known.
	 */
	private @Nullable Above above;

	private @Nullable ObservationView seenFrom;

	TracedContext(ObservationDefinition definition, Placement placement, ObservationSink owner) {
		super(definition);
		this.placement = placement;
		this.owner = owner;
	}

	boolean isOf(ObservationSink sink) {
		return this.owner == sink;
	}

	Placement placement() {
		return this.placement;
	}

	/**
	 * Whether the observation gets its place from where it is started, and has none yet.
	 */
	boolean isPlacedHere() {
		return this.placement == Placement.HERE && !isNewTrace() && this.node == null;
	}

	/**
	 * The node, if it is one of that application context.
	 */
	@Nullable RecordingObservation node(ObservationSink sink) {
		return (this.owner == sink) ? this.node : null;
	}

	void begin(RecordingObservation begun) {
		this.node = begun;
		this.above = null;
		this.seenFrom = null;
	}

	void see(Above seen, @Nullable ObservationView from) {
		this.above = seen;
		this.seenFrom = from;
	}

	/**
	 * Returns the ancestors, if they were looked up already.
	 */
	@Nullable Above above(@Nullable ObservationView from) {
		return (this.seenFrom == from) ? this.above : null;
	}

	@Override
	public LangfuseObservation getObservation() {
		RecordingObservation begun = this.node;
		return (begun != null) ? begun : LangfuseObservation.noop();
	}

}
