/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.Map;
import java.util.function.BiConsumer;

import dev.langfuse4j.observation.ForwardingObservation;
import dev.langfuse4j.observation.LangfuseObservation;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A handle that knows where in Micrometer's chain of parents it was got, and with that
 * what holds there: attributes can be nearer than the observation itself.
 */
class PlacedObservation extends ForwardingObservation {

	private final LangfuseObservation target;

	private final LangfuseTracer tracer;

	private final Observation place;

	PlacedObservation(LangfuseObservation target, LangfuseTracer tracer, Observation place) {
		super(target);
		this.target = target;
		this.tracer = tracer;
		this.place = place;
	}

	@Override
	public LangfuseObservation inject(Map<String, ? super String> headers) {
		HeaderMap.write(this.tracer.handover(this.place), headers);
		return this;
	}

	@Override
	public LangfuseObservation inject(BiConsumer<String, String> headers) {
		HeaderMap.write(this.tracer.handover(this.place), headers);
		return this;
	}

	/**
	 * The observation that Micrometer takes as the parent of one below.
	 * @param handle any handle
	 * @return the observation, or {@code null} if the handle does not tell
	 */
	static @Nullable Observation placeOf(@Nullable LangfuseObservation handle) {
		return (handle instanceof PlacedObservation placed && !placed.place.isNoop()) ? placed.place : null;
	}

	/**
	 * The node of the tree that a handle stands for.
	 * @param handle any handle
	 * @return the node, or {@code null} if it stands for none
	 */
	static @Nullable RecordingObservation nodeOf(@Nullable LangfuseObservation handle) {
		LangfuseObservation target = (handle instanceof PlacedObservation placed) ? placed.target : handle;
		return (target instanceof RecordingObservation node) ? node : null;
	}

}
