/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.langfuse4j.observation.DetachedObservation;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationScope;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * An observation without a thread.
 */
final class DetachedHandle extends PlacedObservation implements DetachedObservation {

	private final ObservedCall call;

	private final AtomicBoolean ended = new AtomicBoolean();

	DetachedHandle(LangfuseTracer tracer, ObservedCall call) {
		super(call.handle(), tracer, call.observation());
		this.call = call;
	}

	@Override
	public ObservationScope openScope() {
		return this.call.openScope();
	}

	@Override
	public <T extends @Nullable Object, E extends Throwable> T scopedChecked(Observation.CheckedCallable<T, E> code)
			throws E {
		try (ObservationScope scope = openScope()) {
			return code.call();
		}
		catch (Throwable ex) {
			this.call.error(ex);
			throw ex;
		}
	}

	@Override
	public LangfuseObservation error(@Nullable Throwable error) {
		if (error != null) {
			this.call.error(error);
		}
		return this;
	}

	@Override
	public void end() {
		if (this.ended.compareAndSet(false, true)) {
			this.call.stop();
		}
	}

}
