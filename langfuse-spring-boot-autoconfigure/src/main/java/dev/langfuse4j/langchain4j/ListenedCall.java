/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.Map;
import java.util.function.Consumer;

import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * A call that a listener sees begin and end, on one thread, on which it is current in
 * between.
 *
 * @param call the call
 * @param scope its scope
 */
record ListenedCall(ObservedCall call, ObservedCall.Scope scope) {

	/**
	 * Begins a call, unless another listener of Langfuse has begun it already.
	 * @param attributes the shared attributes of the listeners of a call
	 * @param tracing the application's
	 * @param name the observation's name
	 * @param type the observation's type
	 * @param service the call of an AI service it is below, if it is not on its thread
	 */
	static void begin(Map<Object, Object> attributes, LangChain4jTracing tracing, String name, ObservationType type,
			@Nullable AiServiceCall service) {
		if (tracing.isActive() && !attributes.containsKey(ListenedCall.class)) {
			Contained.run(() -> {
				ObservedCall call = (service != null && !tracing.tracer().isCurrent())
						? tracing.start(name, type, service) : tracing.start(name, type, null);
				attributes.put(ListenedCall.class, new ListenedCall(call, call.openScope()));
			});
		}
	}

	/**
	 * Ends the call, if it has begun.
	 */
	static void end(Map<Object, Object> attributes, Consumer<LangfuseObservation> values, @Nullable Throwable error) {
		if (attributes.remove(ListenedCall.class) instanceof ListenedCall listened) {
			ObservedCall call = listened.call();
			call.markEnd();
			listened.scope().close();
			if (call.isRecording()) {
				Contained.run(() -> values.accept(call.recorder()));
			}
			if (error != null) {
				call.error(error);
			}
			call.stop();
		}
	}

}
