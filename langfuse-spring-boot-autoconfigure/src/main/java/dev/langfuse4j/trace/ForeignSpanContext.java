/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.observation.ObservationDefinition;

/**
 * The context of an observation that a span of another library stands for, with the ids
 * of that.
 */
final class ForeignSpanContext extends TracedContext {

	final TracingIds.Pair ids;

	ForeignSpanContext(ObservationDefinition definition, Placement placement, ObservationSink owner,
			TracingIds.Pair ids) {
		super(definition, placement, owner);
		this.ids = ids;
	}

}
