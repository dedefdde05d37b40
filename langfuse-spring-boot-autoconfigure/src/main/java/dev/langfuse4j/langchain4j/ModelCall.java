/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.prompt.PromptLink;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * A call of a chat model. A service sees it from outside of the model, a listener from
 * inside, if there is one; it is the same call. Thread-safe.
 */
final class ModelCall {

	private final LangChain4jTracing tracing;

	private final @Nullable AiServiceCall service;

	private final ObservedCall call;

	private final StreamedAnswer answer;

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile GenerationValues values;

	private ModelCall(LangChain4jTracing tracing, @Nullable AiServiceCall service, GenerationValues values) {
		this.tracing = tracing;
		this.service = service;
		this.values = values;
		this.answer = new StreamedAnswer(tracing.tracer().capture().settings().maxTextLength());
		this.call = tracing.start(GenerationValues.name(values.request()), ObservationType.GENERATION, service);
		if (service != null) {
			service.running(this);
		}
	}

	/**
	 * Begins a call that is observed from outside.
	 * @param request the request, to which the model adds its own parameters
	 * @param parameters those of the model
	 * @param provider that of the model
	 * @param options other passed options, if any
	 * @param streaming whether the answer is streamed
	 * @return the call, or {@code null} if nobody wants observations
	 */
	static @Nullable ModelCall begin(ChatRequest request, Supplier<ChatRequestParameters> parameters,
			Supplier<ModelProvider> provider, @Nullable Object options, boolean streaming) {
		return begin(NextModelCall.take(request), request, parameters, provider, options, streaming);
	}

	/**
	 * Begins such a call each time it is used, later and on any thread.
	 */
	static Supplier<@Nullable ModelCall> later(ChatRequest request, Supplier<ChatRequestParameters> parameters,
			Supplier<ModelProvider> provider, @Nullable Object options) {
		AiServiceCall service = NextModelCall.take(request);
		return () -> begin(service, request, parameters, provider, options, true);
	}

	private static @Nullable ModelCall begin(@Nullable AiServiceCall service, ChatRequest request,
			Supplier<ChatRequestParameters> parameters, Supplier<ModelProvider> provider, @Nullable Object options,
			boolean streaming) {
		LangChain4jTracing tracing = (service != null) ? service.tracing() : LangChain4jTracing.find();
		if (tracing == null || !tracing.isActive()) {
			return null;
		}
		PromptLink prompt = (options instanceof ChatRequestOptions own) ? PromptLink.read(own.listenerAttributes())
				: null;
		return new ModelCall(tracing, service,
				new GenerationValues(whole(request, parameters), read(provider), streaming, prompt(prompt, service)));
	}

	/**
	 * Begins a call that is observed by a listener, or takes over the one that is
	 * observed from outside. A model that calls several others makes several calls.
	 * @param tracing the application's
	 * @param context the context that a listener receives before the call
	 */
	static ModelCall enter(LangChain4jTracing tracing, ChatModelRequestContext context) {
		ModelCall offered = Offer.take();
		ChatRequest request = context.chatRequest();
		PromptLink prompt = PromptLink.read(context.attributes());
		if (offered != null && !offered.ended.get()) {
			offered.values = new GenerationValues(request, context.modelProvider(), offered.values.streaming(),
					(prompt != null) ? prompt : offered.values.prompt());
			return offered;
		}
		AiServiceCall service = (offered != null) ? offered.service : NextModelCall.take(request);
		boolean streaming = (offered != null) ? offered.values.streaming() : !ListenedThread.isBlocking();
		return new ModelCall(tracing, service,
				new GenerationValues(request, context.modelProvider(), streaming, prompt(prompt, service)));
	}

	/**
	 * Whether the call of a listener on this thread is observed from outside, or by
	 * another listener of Langfuse.
	 */
	static boolean isKnown(ChatModelRequestContext context) {
		return Offer.take() != null || context.attributes().containsKey(ModelCall.class);
	}

	private static @Nullable PromptLink prompt(@Nullable PromptLink ofCall, @Nullable AiServiceCall service) {
		return (ofCall != null || service == null) ? ofCall : service.prompt();
	}

	private static ChatRequest whole(ChatRequest request, Supplier<ChatRequestParameters> parameters) {
		ChatRequestParameters defaults = read(parameters);
		try {
			return (defaults != null) ? ChatRequest.builder()
				.messages(request.messages())
				.parameters(defaults.overrideWith(request.parameters()))
				.build() : request;
		}
		catch (RuntimeException ex) {
			return request;
		}
	}

	/**
	 * Models of applications need not have everything.
	 */
	private static <T> @Nullable T read(Supplier<T> value) {
		try {
			return value.get();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			return null;
		}
	}

	/**
	 * Lets listeners on this thread take over.
	 */
	Offer offer() {
		return new Offer(this);
	}

	ObservedCall.Scope openScope() {
		return this.call.openScope();
	}

	ObservedCall.Scope openServiceScope() {
		return (this.service != null) ? this.service.openScope() : ObservedCall.Scope.NONE;
	}

	StreamedAnswer answer() {
		return this.answer;
	}

	void end(@Nullable Object response, @Nullable Throwable error) {
		if (error != null) {
			failed(error);
		}
		else {
			end((observation) -> record(observation, (response instanceof ChatResponse chat) ? chat : null));
		}
	}

	void failed(Throwable error) {
		if (!this.ended.get()) {
			this.call.error(error);
			end(this::recordPart);
		}
		if (error instanceof Error) {
			// LangChain4j does not say so
			failService(error);
		}
	}

	void cancelled() {
		end((observation) -> {
			recordPart(observation);
			observation.level(ObservationLevel.WARNING).statusMessage("The stream was cancelled");
		});
		if (this.service != null) {
			this.service.cancelled(this.answer.text());
		}
	}

	void failService(Throwable error) {
		if (this.service != null) {
			this.service.failed(error);
		}
	}

	private void end(Consumer<LangfuseObservation> values) {
		if (this.ended.compareAndSet(false, true)) {
			this.call.markEnd();
			if (this.call.isRecording()) {
				Contained.run(() -> values.accept(this.call.recorder()));
			}
			this.call.stop();
		}
	}

	private void recordPart(LangfuseObservation observation) {
		record(observation, null);
		observation.output(this.answer.message());
		if (this.answer.firstToken() == null) {
			// Or the server would count the words of the prompt
			observation.usage(GenerationValues.NOTHING);
		}
	}

	private void record(LangfuseObservation observation, @Nullable ChatResponse response) {
		this.values.record(observation, response, this.tracing.settings());
		observation.completionStartTime(this.answer.firstToken());
	}

	/**
	 * While open, a listener on the thread takes over the call instead of beginning
	 * another one.
	 */
	static final class Offer implements AutoCloseable {

		private static final ThreadLocal<Offer> current = new ThreadLocal<>();

		private final @Nullable Offer outer = current.get();

		private final ModelCall call;

		private Offer(ModelCall call) {
			this.call = call;
			current.set(this);
		}

		private static @Nullable ModelCall take() {
			Offer offer = current.get();
			return (offer != null) ? offer.call : null;
		}

		@Override
		public void close() {
			if (this.outer != null) {
				current.set(this.outer);
			}
			else {
				current.remove();
			}
		}

	}

}
