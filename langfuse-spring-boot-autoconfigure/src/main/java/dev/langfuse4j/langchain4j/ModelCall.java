package dev.langfuse4j.langchain4j;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * One call of a chat model. A service sees it from outside of the model, a listener from
 * inside, if there is one; it is the same call. Thread-safe.
 */
final class ModelCall {

	private static final UsageDetails NOTHING = UsageDetails.of(0, 0);

	private final LangChain4jTracing tracing;

	private final @Nullable AiServiceCall service;

	private final ObservedCall call;

	private final boolean streaming;

	private final StreamedAnswer answer;

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile ChatRequest request;

	private volatile @Nullable ModelProvider provider;

	private ModelCall(LangChain4jTracing tracing, @Nullable AiServiceCall service, ChatRequest request,
			@Nullable ModelProvider provider, boolean streaming) {
		this.tracing = tracing;
		this.service = service;
		this.request = request;
		this.provider = provider;
		this.streaming = streaming;
		this.answer = new StreamedAnswer(tracing.tracer().capture().settings().maxTextLength());
		String model = request.modelName();
		this.call = tracing.start((model != null) ? "chat " + model : "chat", ObservationType.GENERATION, service);
	}

	/**
	 * Begins a call that is seen from outside.
	 * @param request the request, to which the model adds its own parameters
	 * @param parameters those of the model
	 * @param provider that of the model
	 * @param streaming whether the answer is streamed
	 * @return the call, or {@code null} if nobody wants observations
	 */
	static @Nullable ModelCall begin(ChatRequest request, Supplier<ChatRequestParameters> parameters,
			Supplier<ModelProvider> provider, boolean streaming) {
		AiServiceCall service = NextModelCall.take(request);
		LangChain4jTracing tracing = (service != null) ? service.tracing() : LangChain4jTracing.find();
		if (tracing == null || !tracing.isActive()) {
			return null;
		}
		return new ModelCall(tracing, service, whole(request, parameters), read(provider), streaming);
	}

	/**
	 * Begins a call that is seen from inside, or takes over the one that is seen from
	 * outside. A model that calls several others makes several calls.
	 * @param tracing the application's
	 * @param request the whole request
	 * @param provider that of the model
	 */
	static ModelCall enter(LangChain4jTracing tracing, ChatRequest request, ModelProvider provider) {
		ModelCall offered = Offer.take();
		if (offered != null && !offered.ended.get()) {
			offered.request = request;
			offered.provider = provider;
			return offered;
		}
		AiServiceCall service = (offered != null) ? offered.service : NextModelCall.take(request);
		return new ModelCall(tracing, service, request, provider, false);
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
			observation.usage(NOTHING);
		}
	}

	private void record(LangfuseObservation observation, @Nullable ChatResponse response) {
		ChatRequest asked = this.request;
		observation.input(ChatMessages.of(asked));
		String model = (response != null && response.modelName() != null) ? response.modelName() : asked.modelName();
		observation.model(model);
		observation.modelParameters(ModelParameters.of(asked.parameters()));
		observation.metadata(CallMetadata.of(asked, response, this.provider, this.streaming));
		observation.completionStartTime(this.answer.firstToken());
		if (response != null) {
			observation.output(ChatMessages.answer(response));
			TokenAmounts.record(observation, response.tokenUsage(), model, this.tracing.settings());
		}
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
