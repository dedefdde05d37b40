/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.prompt.PromptLink;
import dev.langfuse4j.trace.ObservedCall;
import dev.langfuse4j.trace.PendingCall;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * A call of an AI service. While its method runs it is current on that thread. A stream
 * begins with the first call of the model, because it may never be started. Observations
 * before that are still its children. Thread-safe.
 */
final class AiServiceCall {

	private final LangChain4jTracing tracing;

	private final String name;

	private final ObservationType type;

	private final TraceAttributes attributes;

	private final List<ChatMessage> input;

	private final InvocationContext invocation;

	private final AtomicBoolean ended = new AtomicBoolean();

	/**
	 * The requests of tools that were observed while they were executed.
	 */
	private final Set<ToolExecutionRequest> executed = Collections
		.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

	private volatile @Nullable PendingCall pending;

	private volatile ObservedCall call = ObservedCall.NONE;

	private volatile boolean shared;

	private volatile @Nullable ModelCall running;

	private volatile ObservedCall.Scope scope = ObservedCall.Scope.NONE;

	/**
	 * Describes the call.
	 * @param tracing the application's
	 * @param name the observation's name
	 * @param type the observation's type
	 * @param attributes the attributes for the observations below
	 * @param input the messages before anything was added to them
	 * @param invocation what LangChain4j knows of it
	 */
	AiServiceCall(LangChain4jTracing tracing, String name, ObservationType type, TraceAttributes attributes,
			List<ChatMessage> input, InvocationContext invocation) {
		this.tracing = tracing;
		this.name = name;
		this.type = type;
		this.attributes = attributes;
		this.input = input;
		this.invocation = invocation;
	}

	/**
	 * Begins here and now.
	 */
	void begin() {
		AiServiceCalls.enter(this);
		begun(this.tracing.tracer().start(definition()));
		this.scope = this.call.openScope();
	}

	/**
	 * Marks the invocation of an agent, which its listener begins and ends.
	 */
	void become(ObservedCall agent) {
		this.shared = true;
		known(agent);
	}

	/**
	 * Begins with the first call of a model.
	 */
	void reserve() {
		AiServiceCalls.enter(this);
		PendingCall pending = this.tracing.tracer().pending(this::definition, () -> this.attributes);
		this.pending = pending;
		this.scope = pending.openScope();
	}

	private ObservationDefinition definition() {
		return LangChain4jTracing.definition(this.name, this.type);
	}

	private void begun(ObservedCall call) {
		known(call);
		if (call.isRecording()) {
			call.recorder().input(ChatMessages.of(this.input));
		}
	}

	/**
	 * Also to the caller, if it has handed over parameters.
	 */
	private void known(ObservedCall call) {
		this.call = call;
		this.tracing.tracer().add(call, this.attributes);
		if (this.invocation.invocationParameters() != null) {
			this.invocation.invocationParameters().put(LangfuseLangChain4j.OBSERVATION, call.handle());
		}
	}

	/**
	 * The method that is called for a stream is about to return.
	 */
	void leaveReserved() {
		if (this.pending != null) {
			leave();
		}
	}

	/**
	 * The model is about to be called.
	 */
	void proceed() {
		PendingCall pending = this.pending;
		if (pending != null && !isEnded()) {
			leave();
			begun(pending.start(Context.empty()));
			this.pending = null;
		}
	}

	private void leave() {
		AiServiceCalls.leave(this);
		this.scope.close();
		this.scope = ObservedCall.Scope.NONE;
	}

	/**
	 * Starts an observation below, on whatever thread.
	 */
	ObservedCall startBelow(ObservationDefinition child) {
		PendingCall pending = this.pending;
		return (pending != null) ? pending.startBelow(child) : this.tracing.tracer().startBelow(child, this.call);
	}

	/**
	 * Makes the call current on a thread on which its stream goes on.
	 */
	ObservedCall.Scope openScope() {
		return this.call.openScope();
	}

	LangChain4jTracing tracing() {
		return this.tracing;
	}

	@Nullable PromptLink prompt() {
		return PromptLinks.find(this.invocation);
	}

	boolean isAsking(List<?> messages) {
		return messages.stream().anyMatch((message) -> message == this.input.get(this.input.size() - 1));
	}

	boolean isEnded() {
		return this.ended.get();
	}

	void executing(ToolExecutionRequest request) {
		this.executed.add(request);
	}

	boolean wasExecuted(ToolExecutionRequest request) {
		return this.executed.contains(request);
	}

	void completed(@Nullable Object result) {
		end(() -> record((observation) -> AiServiceResult.record(observation, result)));
	}

	void failed(Throwable error) {
		end(() -> this.call.error(error));
	}

	/**
	 * Records a model call that is cancelled with this call.
	 */
	void running(ModelCall call) {
		this.running = call;
	}

	void cancelled() {
		ModelCall call = this.running;
		if (call != null) {
			call.cancelled();
		}
		cancelled(null);
	}

	void cancelled(@Nullable String text) {
		end(() -> record((observation) -> observation.output(text)
			.level(ObservationLevel.WARNING)
			.statusMessage("The stream was cancelled")));
	}

	/**
	 * Ends the call if LangChain4j has not reported its end.
	 */
	void lost() {
		end(() -> record(
				(observation) -> observation.level(ObservationLevel.ERROR).statusMessage("An error ended the call")));
	}

	private void record(Consumer<LangfuseObservation> values) {
		if (this.call.isRecording()) {
			values.accept(this.call.recorder());
		}
	}

	private void end(Runnable result) {
		proceed();
		if (this.ended.compareAndSet(false, true) && !this.shared) {
			this.call.markEnd();
			leave();
			NextModelCall.forget(this);
			Contained.run(result);
			this.call.stop();
		}
	}

}
