/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The observation that was current when a model call began. If it is a model call too, it
 * is the same one seen from further out, and must not count its usage again.
 *
 * @since 0.1.0
 */
@Internal
public final class EnclosingCall {

	private final @Nullable RecordingObservation observation;

	private EnclosingCall(@Nullable RecordingObservation observation) {
		this.observation = observation;
	}

	/**
	 * The one on this thread.
	 * @param tracer finds it
	 * @return the call, which may be none
	 */
	public static EnclosingCall of(LangfuseTracer tracer) {
		return new EnclosingCall(PlacedObservation.nodeOf(tracer.current()));
	}

	/**
	 * Notes that the call below has counted its usage.
	 */
	public void countedBelow() {
		if (this.observation != null) {
			this.observation.usageIsBelow();
		}
	}

}
