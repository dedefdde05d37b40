/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.langfuse4j.capture.JsonText;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.PromptReference;
import dev.langfuse4j.observation.TraceAttributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * Copies a span that has ended to its observation.
 */
final class SpanMapper {

	private static final String DETAILS = "gen_ai.client.inference.operation.details";

	private static final String REQUEST = "gen_ai.request.";

	private final SpanData span;

	private final SpanValues values;

	private final List<SpanEvent> events;

	private final ObservationType type;

	SpanMapper(SpanData span, List<SpanEvent> logged) {
		this.span = span;
		this.values = new SpanValues().add(span.getAttributes());
		this.events = SpanEvent.of(span.getEvents());
		this.events.addAll(logged);
		for (SpanEvent event : this.events) {
			if (event.name().equals(DETAILS)) {
				this.values.add(event.values());
			}
		}
		this.type = SpanType.of(this.values);
	}

	ObservationType type() {
		return this.type;
	}

	/**
	 * Returns the attributes of a span and everything below it.
	 */
	static TraceAttributes attributes(SpanValues values) {
		TraceAttributes.Builder attributes = TraceAttributes.builder()
			.userId(values.text("langfuse.user.id", "user.id"))
			.sessionId(values.text("langfuse.session.id", "session.id", "gen_ai.conversation.id"))
			.name(values.text("langfuse.trace.name"))
			.version(values.text("langfuse.version"))
			.environment(values.text("langfuse.environment"));
		if (values.json("langfuse.trace.tags", "tag.tags") instanceof List<?> tags) {
			tags.forEach((tag) -> attributes.tags(String.valueOf(tag)));
		}
		values.below("langfuse.trace.metadata.").forEach((key, value) -> attributes.metadata(key, value.toString()));
		TraceAttributes built = attributes.build();
		return built.equals(TraceAttributes.NONE) ? TraceAttributes.NONE : built;
	}

	TraceAttributes attributes() {
		return attributes(this.values);
	}

	/**
	 * Records the values of the span.
	 * @return whether it has usage
	 */
	boolean map(LangfuseObservation observation, boolean reasoningApart) {
		observation.name(this.span.getName());
		observation.startTime(time(this.span.getStartEpochNanos()));
		observation.endTime(time(this.span.getEndEpochNanos()));
		SpanMessages messages = new SpanMessages(this.values, this.events);
		observation.input(messages.input());
		observation.output(messages.output());
		observation.metadata(metadata());
		mapStatus(observation);
		return (this.type == ObservationType.GENERATION || this.type == ObservationType.EMBEDDING)
				&& mapModel(observation, reasoningApart);
	}

	private boolean mapModel(LangfuseObservation observation, boolean reasoningApart) {
		String model = this.values.text("langfuse.observation.model.name", "gen_ai.response.model",
				"gen_ai.request.model", "llm.model_name", "embedding.model_name");
		observation.model(model);
		observation.modelParameters(parameters());
		observation.completionStartTime(firstToken());
		String prompt = this.values.text("langfuse.observation.prompt.name");
		long version = this.values.count("langfuse.observation.prompt.version");
		if (prompt != null && version > 0) {
			observation.prompt(new PromptReference(prompt, (int) version));
		}
		return SpanUsage.record(observation, this.values, model, reasoningApart);
	}

	private @Nullable Map<String, Object> parameters() {
		Map<String, Object> parameters = new LinkedHashMap<>();
		if (this.values.json("langfuse.observation.model.parameters",
				"llm.invocation_parameters") instanceof Map<?, ?> given) {
			given.forEach((name, value) -> putParameter(parameters, String.valueOf(name), value));
		}
		this.values.below(REQUEST).forEach((name, value) -> putParameter(parameters, name, value));
		parameters.remove("model");
		return parameters.isEmpty() ? null : parameters;
	}

	/**
	 * Reads only the known parameters of a client's request, because others contain
	 * messages, headers and keys.
	 */
	private static void putParameter(Map<String, Object> parameters, String name, @Nullable Object value) {
		if (value instanceof Number || value instanceof Boolean
				|| (value instanceof List<?> && name.equals("stop_sequences"))
				|| (value instanceof String && List.of("reasoning_effort", "tool_choice", "service_tier", "stop")
					.contains(name.replace('.', '_').toLowerCase(Locale.ROOT)))) {
			parameters.putIfAbsent(name, value);
		}
	}

	private @Nullable Instant firstToken() {
		for (EventData event : this.span.getEvents()) {
			if (event.getName().equals("First Token Stream Event")) {
				return time(event.getEpochNanos());
			}
		}
		String said = this.values.text("langfuse.observation.completion_start_time");
		Number seconds = this.values.number("gen_ai.response.time_to_first_chunk");
		try {
			if (said != null) {
				return Instant.parse(said.replace("\"", ""));
			}
			return (seconds != null) ? time(this.span.getStartEpochNanos())
				.plus(Duration.ofNanos((long) (seconds.doubleValue() * 1_000_000_000))) : null;
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private Map<String, Object> metadata() {
		Map<String, Object> metadata = new LinkedHashMap<>();
		metadata.put("otel.scope", this.span.getInstrumentationScopeInfo().getName());
		metadata.put("provider", this.values.text("gen_ai.provider.name", "gen_ai.system", "llm.provider"));
		metadata.put("request_model", this.values.text("gen_ai.request.model"));
		metadata.put("response_id", this.values.text("gen_ai.response.id"));
		metadata.put("finish_reasons", this.values.value("gen_ai.response.finish_reasons"));
		metadata.put("agent", this.values.text("gen_ai.agent.name", "agent.name"));
		metadata.put("tool", this.values.text("gen_ai.tool.name", "tool.name"));
		metadata.put("tool_call_id", this.values.text("gen_ai.tool.call.id"));
		if (this.values.json("langfuse.observation.metadata", "metadata") instanceof Map<?, ?> given) {
			given.forEach((key, value) -> metadata.put(String.valueOf(key), value));
		}
		this.values.below("langfuse.observation.metadata.")
			.forEach((key, value) -> metadata.put(key, (value instanceof String text) ? JsonText.read(text) : value));
		metadata.values().removeIf((value) -> value == null);
		return metadata;
	}

	private void mapStatus(LangfuseObservation observation) {
		String level = this.values.text("langfuse.observation.level");
		for (ObservationLevel known : ObservationLevel.values()) {
			if (known.name().equalsIgnoreCase(level)) {
				observation.level(known);
			}
		}
		observation.statusMessage(this.values.text("langfuse.observation.status_message"));
		if (this.span.getStatus().getStatusCode() == StatusCode.ERROR) {
			observation.level(ObservationLevel.ERROR);
			SpanValues failure = failure();
			String description = this.span.getStatus().getDescription();
			observation.statusMessage(description.isEmpty() ? failure.text("exception.message") : description);
			String type = failure.text("exception.type");
			observation.metadata("exception.type", (type != null) ? type : this.values.text("error.type"));
		}
	}

	private SpanValues failure() {
		SpanValues failure = new SpanValues();
		for (SpanEvent event : this.events) {
			if (event.name().equals("exception")) {
				failure.add(event.values());
			}
		}
		return failure;
	}

	private static Instant time(long nanos) {
		return Instant.ofEpochSecond(0, nanos);
	}

}
