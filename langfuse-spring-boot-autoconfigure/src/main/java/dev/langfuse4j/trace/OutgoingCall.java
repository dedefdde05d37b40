/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.Map;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationType;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * A request to another process, and the observation that makes it: that of the reactive
 * pipeline, or that of the thread if it began below the other. Never throws.
 *
 * @since 0.1.0
 */
@Internal
public final class OutgoingCall {

	private final LangfuseTracer tracer;

	private final @Nullable Observation place;

	private final @Nullable RecordingObservation caller;

	private OutgoingCall(LangfuseTracer tracer, @Nullable Observation place, @Nullable RecordingObservation caller) {
		this.tracer = tracer;
		this.place = place;
		this.caller = caller;
	}

	/**
	 * Finds the observation that makes a request.
	 * @param tracer knows what is current
	 * @param context the Reactor context, empty outside of a reactive pipeline
	 * @return the request
	 */
	public static OutgoingCall of(LangfuseTracer tracer, ContextView context) {
		try {
			Observation there = LangfuseTracer.observationIn(context);
			Observation here = tracer.currentObservation();
			RecordingObservation onThread = tracer.handler.ancestry().current(here);
			RecordingObservation caller = (there != null)
					? Ancestry.nearer(tracer.handler.ancestry().nearest(there), onThread) : onThread;
			return new OutgoingCall(tracer, (caller == onThread) ? here : there, caller);
		}
		catch (Throwable ex) {
			ObservedCall.contain(ex);
			return new OutgoingCall(tracer, null, null);
		}
	}

	/**
	 * Adds to the metadata of the observation, if it is of one type.
	 * @param type the type, others are left as they are
	 * @param key the key
	 * @param value the value
	 */
	public void describe(ObservationType type, String key, Object value) {
		RecordingObservation observation = this.caller;
		if (observation != null && observation.type() == type
				&& observation.content().settings().switches(type.value()).metadata()) {
			observation.metadata(key, value);
		}
	}

	/**
	 * Writes the headers that the other process continues the trace with. A
	 * {@code traceparent} that is there already stays, as does the baggage of others.
	 * @param headers where to write
	 */
	public void write(Map<String, Object> headers) {
		TraceHandover trace = this.tracer.handover(this.place);
		if (trace != null) {
			Object given = HeaderMap.find(headers, RemoteContext.TRACEPARENT);
			HeaderMap.write(trace, headers);
			if (given != null) {
				headers.put(RemoteContext.TRACEPARENT, given);
			}
		}
	}

}
