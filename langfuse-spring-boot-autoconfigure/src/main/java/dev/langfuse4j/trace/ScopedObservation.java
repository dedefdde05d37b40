/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.LangfuseObservation;
import org.jspecify.annotations.Nullable;

/**
 * An observation together with its scope. An error goes through Micrometer, so that the
 * application's own meters and traces see it too.
 */
final class ScopedObservation extends PlacedObservation implements ActiveObservation {

	private final ObservedCall call;

	private final ObservedCall.Scope scope;

	private final AtomicBoolean closed = new AtomicBoolean();

	ScopedObservation(LangfuseTracer tracer, ObservedCall call) {
		super(call.handle(), tracer, call.observation());
		this.call = call;
		this.scope = call.openScope();
	}

	@Override
	public LangfuseObservation error(@Nullable Throwable error) {
		if (error != null) {
			this.call.error(error);
		}
		return this;
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.scope.close();
			this.call.stop();
		}
	}

}
