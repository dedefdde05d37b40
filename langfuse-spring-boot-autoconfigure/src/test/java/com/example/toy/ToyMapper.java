/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.toy;

import com.example.toylib.ToyContext;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.ObservationMapper;
import dev.langfuse4j.trace.ObservationStart;

/**
 * The room for the library.
 */
final class ToyMapper implements ObservationMapper<ToyContext> {

	private final boolean enabled;

	ToyMapper(boolean enabled) {
		this.enabled = enabled;
	}

	@Override
	public Class<ToyContext> contextType() {
		return ToyContext.class;
	}

	@Override
	public ObservationStart start(ToyContext context) {
		return this.enabled ? ObservationStart.of(ObservationType.GENERATION) : ObservationStart.hidden();
	}

	@Override
	public void map(ToyContext context, LangfuseObservation observation) {
		observation.input(context.question());
	}

}
