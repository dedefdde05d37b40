/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.observability.api.AiServiceListenerRegistrar;
import dev.langchain4j.observability.api.event.AiServiceCompletedEvent;
import dev.langchain4j.observability.api.event.AiServiceErrorEvent;
import dev.langchain4j.observability.api.event.AiServiceEvent;
import dev.langchain4j.observability.api.event.AiServiceRequestIssuedEvent;
import dev.langchain4j.observability.api.event.AiServiceStartedEvent;
import dev.langchain4j.observability.api.event.GuardrailExecutedEvent;
import dev.langchain4j.observability.api.event.ToolExecutedEvent;
import dev.langchain4j.observability.api.listener.AiServiceCompletedListener;
import dev.langchain4j.observability.api.listener.AiServiceErrorListener;
import dev.langchain4j.observability.api.listener.AiServiceRequestIssuedListener;
import dev.langchain4j.observability.api.listener.AiServiceStartedListener;
import dev.langchain4j.observability.api.listener.InputGuardrailExecutedListener;
import dev.langchain4j.observability.api.listener.OutputGuardrailExecutedListener;
import dev.langchain4j.observability.api.listener.ToolExecutedEventListener;
import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.memory.ChatMemoryService;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.ObservedCall;

/**
 * Follows the calls of one AI service by what LangChain4j says of them.
 */
final class AiServiceListeners {

	private final AiServiceContext context;

	private final boolean agent;

	/**
	 * By the name of a method and the number of its parameters.
	 */
	private final Map<String, Boolean> blocking = new ConcurrentHashMap<>();

	private AiServiceListeners(AiServiceContext context) {
		this.context = context;
		this.agent = AiServiceMethods.isAgent(context.aiServiceClass);
	}

	/**
	 * Listens to an AI service.
	 * @param context that of the service
	 */
	static void register(AiServiceContext context) {
		AiServiceListeners listeners = new AiServiceListeners(context);
		AiServiceListenerRegistrar registrar = context.eventListenerRegistrar;
		registrar.register((AiServiceStartedListener) (event) -> Contained.run(() -> listeners.started(event)));
		registrar.register((AiServiceRequestIssuedListener) (event) -> Contained.run(() -> listeners.issued(event)));
		registrar.register((ToolExecutedEventListener) (event) -> Contained.run(() -> listeners.executed(event)));
		registrar.register((InputGuardrailExecutedListener) (event) -> Contained.run(() -> listeners.guarded(event)));
		registrar.register((OutputGuardrailExecutedListener) (event) -> Contained.run(() -> listeners.guarded(event)));
		registrar.register((AiServiceCompletedListener) (event) -> Contained.run(() -> listeners.completed(event)));
		registrar.register((AiServiceErrorListener) (event) -> Contained.run(() -> listeners.failed(event)));
		NewerEvents.register(registrar);
	}

	private void started(AiServiceStartedEvent event) {
		LangChain4jTracing tracing = LangChain4jTracing.find();
		if (tracing == null) {
			return;
		}
		ObservedParts.observe(this.context);
		InvocationContext invocation = event.invocationContext();
		List<ChatMessage> input = new ArrayList<>(2);
		event.systemMessage().ifPresent(input::add);
		input.add(event.userMessage());
		AiServiceCall call = new AiServiceCall(tracing, name(invocation),
				this.agent ? ObservationType.AGENT : tracing.settings().aiServiceType(), attributes(invocation), input,
				invocation);
		AiServiceCalls.add(invocation.invocationId(), call);
		boolean blocking = isBlocking(invocation);
		ObservedCall agent = (this.agent && blocking) ? AgentCall.takeLeaf() : null;
		if (agent != null) {
			call.become(agent);
		}
		else if (blocking) {
			call.begin();
		}
		else {
			call.reserve();
		}
	}

	private String name(InvocationContext invocation) {
		return this.context.aiServiceClass.getSimpleName() + "." + invocation.methodName();
	}

	/**
	 * The memory is the session, but for the one that all share who name none.
	 */
	private static TraceAttributes attributes(InvocationContext invocation) {
		Object memory = invocation.chatMemoryId();
		String id = (memory != null) ? memory.toString() : "";
		return (id.isBlank() || id.equals(ChatMemoryService.DEFAULT)) ? TraceAttributes.NONE
				: Conversations.attributes(id);
	}

	private boolean isBlocking(InvocationContext invocation) {
		int parameters = invocation.methodArguments().size();
		return this.blocking.computeIfAbsent(invocation.methodName() + "/" + parameters,
				(key) -> AiServiceMethods.isBlocking(this.context, invocation.methodName(), parameters));
	}

	private void issued(AiServiceRequestIssuedEvent event) {
		with(event, (call) -> {
			call.proceed();
			NextModelCall.belongsTo(call, event.request());
		});
	}

	private void executed(ToolExecutedEvent event) {
		with(event, (call) -> ToolCalls.afterwards(call, event));
	}

	private void guarded(GuardrailExecutedEvent<?, ?, ?> event) {
		with(event, (call) -> GuardrailCalls.record(call, event));
	}

	private void completed(AiServiceCompletedEvent event) {
		with(event, (call) -> call.completed(event.result().orElse(null)));
		AiServiceCalls.remove(event.invocationContext().invocationId());
	}

	private void failed(AiServiceErrorEvent event) {
		with(event, (call) -> call.failed(event.error()));
		AiServiceCalls.remove(event.invocationContext().invocationId());
	}

	private static void with(AiServiceEvent event, Consumer<AiServiceCall> code) {
		AiServiceCall call = LangChain4jTracing.call(event.invocationContext().invocationId());
		if (call != null) {
			code.accept(call);
		}
	}

}
