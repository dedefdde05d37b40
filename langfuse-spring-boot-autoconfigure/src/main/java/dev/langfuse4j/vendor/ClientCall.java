/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ProviderValues;
import dev.langfuse4j.observation.TokenCounts;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.trace.EnclosingCall;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * A call of a model through the client of its provider, however often the client tries.
 * Nothing that goes wrong here reaches the application. Thread-safe.
 */
final class ClientCall {

	private static final LogOnce logger = LogOnce.shared(ClientCall.class);

	private static final UsageDetails NOTHING = UsageDetails.of(0, 0);

	private final ClientLibrary library;

	private final ApiFormat format;

	private final boolean reasoningApart;

	private final EnclosingCall around;

	private final Json request;

	private final ObservedCall call;

	private final @Nullable StreamFormat parts;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final List<Map<String, Object>> attempts = new ArrayList<>();

	private boolean streaming;

	private @Nullable Instant firstToken;

	private @Nullable String requestId;

	private ClientCall(ClientLibrary library, ApiFormat format, VendorTracing tracing, Json request) {
		this.library = library;
		this.format = format;
		this.reasoningApart = tracing.settings().reasoningApart();
		this.request = request;
		this.around = EnclosingCall.of(tracing.tracer());
		this.parts = format.stream(tracing.tracer().capture().settings().maxTextLength());
		Object model = request.get("model");
		this.call = tracing.tracer()
			.start(ObservationDefinition.of((model != null) ? format.operation() + " " + model : format.operation(),
					format.type()));
	}

	/**
	 * Begins a call.
	 * @param library the client
	 * @param format the format of the operation
	 * @param params the parameters of the call
	 * @return the call, or {@code null} if it is not observed
	 */
	static @Nullable ClientCall begin(ClientLibrary library, ApiFormat format, Object params) {
		try {
			VendorTracing tracing = VendorTracing.find();
			if (tracing == null || FrameworkCalls.isCurrent()) {
				return null;
			}
			Object raw = ProviderValues.first(params, "rawParams");
			Object body = ProviderValues.first((raw != null) ? raw : params, "_body");
			return new ClientCall(library, format, tracing,
					(body != null) ? Json.of(library.json().apply(body)) : Json.EMPTY);
		}
		catch (Throwable ex) {
			failed(ex);
			return null;
		}
	}

	ObservedCall.Scope openScope() {
		return this.call.openScope();
	}

	/**
	 * Takes the next part of a stream.
	 */
	void part(@Nullable Object part) {
		contained(() -> {
			synchronized (this) {
				this.streaming = true;
				if (this.parts != null && part != null && !this.ended.get()
						&& this.parts.add(Json.of(this.library.json().apply(part))) && this.firstToken == null) {
					this.firstToken = Instant.now();
				}
			}
		});
	}

	/**
	 * Records an attempt of the client.
	 * @param status the status of the response, or {@code null} without one
	 * @param id the provider's ID of the request
	 * @param error the type of the failure, if there was no response
	 */
	synchronized void attempt(@Nullable Object status, @Nullable Object id, @Nullable Class<?> error) {
		Map<String, Object> attempt = new LinkedHashMap<>();
		if (status != null) {
			attempt.put("status", status);
		}
		if (error != null) {
			attempt.put("error", error.getName());
		}
		if (id != null) {
			attempt.put("request_id", id);
			this.requestId = id.toString();
		}
		this.attempts.add(attempt);
	}

	/**
	 * Ends the call with a response.
	 * @param response the response, or {@code null} if its content is not known
	 */
	void end(@Nullable Object response) {
		end((observation) -> {
			Object raw = ProviderValues.first(response, "rawChatCompletion", "rawResponse", "rawMessage");
			record(observation,
					(response != null)
							? Json.of(this.library.json().apply(this.format.shown((raw != null) ? raw : response)))
							: Json.EMPTY);
		});
	}

	/**
	 * Ends the call with the parts of a stream.
	 */
	void endStream() {
		end((observation) -> record(observation, streamed()));
	}

	void cancelled() {
		end((observation) -> {
			record(observation, streamed());
			observation.level(ObservationLevel.WARNING).statusMessage("The stream was cancelled");
			if (this.firstToken == null) {
				// Or the server would count the words of the prompt
				observation.usage(NOTHING);
			}
		});
	}

	void failed(@Nullable Throwable failure, boolean begun) {
		Throwable error = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (error != null && !this.ended.get()) {
			contained(() -> this.call.error(error));
		}
		end((observation) -> {
			record(observation, begun ? streamed() : Json.EMPTY);
			observation.metadata("status", ProviderValues.first(error, "statusCode"));
			if (this.firstToken == null) {
				observation.usage(NOTHING);
			}
		});
	}

	private Json streamed() {
		return (this.parts != null) ? this.parts.whole() : Json.EMPTY;
	}

	private synchronized void end(Consumer<LangfuseObservation> values) {
		if (this.ended.compareAndSet(false, true)) {
			this.call.markEnd();
			if (this.call.isRecording()) {
				contained(() -> values.accept(this.call.recorder()));
			}
			this.call.stop();
		}
	}

	private void record(LangfuseObservation observation, Json response) {
		observation.input(this.format.input(this.request));
		observation.modelParameters(this.format.parameters(this.request));
		String asked = this.request.text("model");
		String model = (response.text("model") != null) ? response.text("model") : asked;
		observation.model(model);
		observation.output(response.isEmpty() ? null : this.format.output(response));
		observation.completionStartTime(this.firstToken);
		observation.metadata("provider", this.library.provider());
		observation.metadata("request_model", asked);
		observation.metadata("response_id", response.text("id"));
		observation.metadata("request_id", this.requestId);
		if (this.streaming) {
			observation.metadata("stream", true);
		}
		if (this.attempts.size() > 1) {
			observation.metadata("attempts", List.copyOf(this.attempts));
		}
		TokenCounts counts = this.format.usage(response);
		if (counts != null) {
			observation.usage(counts.usage(model, this.reasoningApart));
			observation.metadata(counts.details(model, this.reasoningApart));
			this.around.countedBelow();
		}
	}

	private static void contained(Runnable code) {
		try {
			code.run();
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	private static void failed(Throwable ex) {
		Fatal.rethrow(ex);
		logger.warn(ex.getClass(),
				() -> "A call of a model's client could not be recorded: " + ex.getClass().getName());
	}

}
