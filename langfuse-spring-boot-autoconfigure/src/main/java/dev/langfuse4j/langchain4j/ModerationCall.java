/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.langchain4j.model.moderation.Moderation;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * A call of a moderation model. A service sees it from outside of the model, a listener
 * from inside; it is the same call.
 */
final class ModerationCall {

	private final ObservedCall call;

	private final AtomicBoolean ended = new AtomicBoolean();

	private ModerationCall(ObservedCall call) {
		this.call = call;
	}

	static ModerationCall begin(AiServiceCall service) {
		return new ModerationCall(service.tracing().start("moderate", ObservationType.GUARDRAIL, service));
	}

	static ModerationCall enter(LangChain4jTracing tracing) {
		ModerationCall offered = Offer.current.get();
		return (offered != null && !offered.ended.get()) ? offered
				: new ModerationCall(tracing.start("moderate", ObservationType.GUARDRAIL, null));
	}

	Offer offer() {
		return new Offer(this);
	}

	void end(@Nullable Object input, @Nullable Object result, @Nullable Throwable error) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		this.call.markEnd();
		if (error != null) {
			this.call.error(error);
		}
		if (this.call.isRecording()) {
			Contained.run(() -> record(this.call.recorder(), input, result));
		}
		this.call.stop();
	}

	private static void record(LangfuseObservation observation, @Nullable Object input, @Nullable Object result) {
		observation.input(input);
		if (result instanceof Moderation moderation) {
			Map<String, Object> shown = new LinkedHashMap<>();
			shown.put("flagged", moderation.flagged());
			shown.put("flaggedText", moderation.flaggedText());
			observation.output(shown);
			if (moderation.flagged()) {
				observation.level(ObservationLevel.WARNING);
			}
		}
	}

	/**
	 * While open, a listener on the thread takes over the call.
	 */
	static final class Offer implements AutoCloseable {

		private static final ThreadLocal<ModerationCall> current = new ThreadLocal<>();

		private Offer(ModerationCall call) {
			current.set(call);
		}

		@Override
		public void close() {
			current.remove();
		}

	}

}
