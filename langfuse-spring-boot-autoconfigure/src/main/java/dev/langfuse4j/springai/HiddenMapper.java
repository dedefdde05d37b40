/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.trace.ObservationMapper;
import dev.langfuse4j.trace.ObservationStart;
import io.micrometer.observation.Observation;

/**
 * Stands for another mapper while Spring AI is switched off: its observations are seen,
 * so that the chain of parents stays whole, and none is recorded.
 *
 * @param <C> the type of context
 * @since 0.1.0
 */
@Internal
public final class HiddenMapper<C extends Observation.Context> implements ObservationMapper<C> {

	private final Class<C> contextType;

	/**
	 * Creates the mapper.
	 * @param mapper the mapper whose observations are hidden
	 */
	public HiddenMapper(ObservationMapper<C> mapper) {
		this.contextType = mapper.contextType();
	}

	@Override
	public Class<C> contextType() {
		return this.contextType;
	}

	@Override
	public ObservationStart start(C context) {
		return ObservationStart.hidden();
	}

	@Override
	public void map(C context, LangfuseObservation observation) {
	}

}
