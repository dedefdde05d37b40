/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.Map;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationDefinition;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * A request of another process that is no HTTP request by itself, but may have come by
 * one which is observed.
 *
 * @since 0.1.0
 */
@Internal
public final class IncomingCall {

	private IncomingCall() {
	}

	/**
	 * Starts the observation of a request: below the current observation, or, if that is
	 * in another trace, below the observation of the caller. Attributes that are known
	 * here take precedence over those of the caller. Never throws. To be called while the
	 * tracer {@linkplain LangfuseTracer#isActive() is active}.
	 * @param tracer starts the observation
	 * @param definition what to observe
	 * @param headers the headers of the caller, as {@link OutgoingCall#write(Map)} wrote
	 * them; empty to ignore the caller
	 * @param context the Reactor context, empty outside of a reactive pipeline
	 * @return the call, {@link ObservedCall#NONE} if it is not observed
	 */
	public static ObservedCall start(LangfuseTracer tracer, ObservationDefinition definition, Map<String, ?> headers,
			ContextView context) {
		Observation place = LangfuseTracer.observationIn(context);
		return tracer.start(
				tracer.newContext(definition, headers.isEmpty() ? Placement.HERE : placement(tracer, headers, place)),
				place);
	}

	private static Placement placement(LangfuseTracer tracer, Map<String, ?> headers, @Nullable Observation place) {
		RemoteContext remote = HeaderMap.read((name) -> HeaderMap.find(headers, name));
		RemoteParent caller = remote.parent();
		boolean known = caller != null && caller.traceId().equals(traceIdAt(tracer, place));
		return Placement.serving(known ? null : caller, remote.attributes());
	}

	private static @Nullable String traceIdAt(LangfuseTracer tracer, @Nullable Observation place) {
		try {
			RecordingObservation current = tracer.handler.ancestry()
				.current((place != null) ? place : tracer.currentObservation());
			return (current != null) ? current.traceId() : null;
		}
		catch (Throwable ex) {
			ObservedCall.contain(ex);
			return null;
		}
	}

}
