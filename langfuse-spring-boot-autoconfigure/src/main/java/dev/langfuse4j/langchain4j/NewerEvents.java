/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.Locale;
import java.util.function.Consumer;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.observability.api.AiServiceListenerRegistrar;
import dev.langchain4j.observability.api.event.AiServiceEvent;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.ProviderValues;
import dev.langfuse4j.trace.ObservedCall;

import org.springframework.util.ClassUtils;

/**
 * Listens to events of AI services that only newer versions of LangChain4j have, by the
 * names of their types.
 */
final class NewerEvents {

	private static final String EVENTS = AiServiceEvent.class.getPackageName() + ".";

	private NewerEvents() {
	}

	static void register(AiServiceListenerRegistrar registrar) {
		register(registrar, "AiServiceCancelledEvent", NewerEvents::cancelled);
		register(registrar, "ToolCompensatedEvent", NewerEvents::compensated);
	}

	@SuppressWarnings("unchecked")
	private static void register(AiServiceListenerRegistrar registrar, String event,
			Consumer<AiServiceEvent> consumer) {
		ClassLoader classLoader = AiServiceEvent.class.getClassLoader();
		if (ClassUtils.isPresent(EVENTS + event, classLoader)) {
			registrar.register(new Listener(
					(Class<AiServiceEvent>) ClassUtils.resolveClassName(EVENTS + event, classLoader), consumer));
		}
	}

	private static void cancelled(AiServiceEvent event) {
		AiServiceCall call = LangChain4jTracing.call(event.invocationContext().invocationId());
		if (call != null) {
			call.cancelled();
			AiServiceCalls.remove(event.invocationContext().invocationId());
		}
	}

	/**
	 * Records that the effect of a tool was undone, because another tool has failed.
	 */
	private static void compensated(AiServiceEvent event) {
		AiServiceCall service = LangChain4jTracing.call(event.invocationContext().invocationId());
		if (service != null && ProviderValues.first(event, "request") instanceof ToolExecutionRequest request) {
			ObservedCall call = service.tracing()
				.start("compensate_tool " + request.name(), ObservationType.EVENT, service);
			ToolCalls.recordRequest(call, request);
			if (call.isRecording()) {
				recordUndone(call.recorder(), event);
			}
			call.stop();
		}
	}

	private static void recordUndone(LangfuseObservation observation, AiServiceEvent event) {
		observation.output(ProviderValues.first(event, "resultText"));
		if (ProviderValues.first(event, "reason") instanceof Enum<?> reason) {
			observation.metadata("reason", reason.name().toLowerCase(Locale.ROOT));
		}
	}

	private record Listener(Class<AiServiceEvent> getEventClass,
			Consumer<AiServiceEvent> consumer) implements AiServiceListener<AiServiceEvent> {

		@Override
		public void onEvent(AiServiceEvent event) {
			Contained.run(() -> this.consumer.accept(event));
		}

	}

}
