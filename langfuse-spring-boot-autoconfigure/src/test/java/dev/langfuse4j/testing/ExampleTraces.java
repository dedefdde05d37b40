/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.CostDetails;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.PromptReference;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.score.ScoreData;
import dev.langfuse4j.score.ScoreTarget;
import dev.langfuse4j.score.ScoreType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The observations of which the examples of the console's answers tell, so that the
 * console can be asked to tell the same.
 */
public final class ExampleTraces {

	private static final ContentCapture CAPTURE = new ContentCapture(CaptureSettings.defaults());

	private static final String DIRECTORY = "/dev/langfuse4j/console/";

	private ExampleTraces() {
	}

	/**
	 * Reads the observations of a trace, in the order in which they would end.
	 */
	public static List<ObservationData> read(String file) {
		JsonNode trace = json(file);
		TraceState state = new TraceState(trace.path("id").asString(), trace.path("name").asString(), true,
				trace.path("project").asString());
		List<ObservationData> observations = new ArrayList<>();
		for (JsonNode observation : trace.path("observations")) {
			if (!observation.path("running").asBoolean(false)) {
				observations.add(0, observation(state, trace, observation));
			}
		}
		return observations;
	}

	/**
	 * Reads the scores of a trace and of its observations.
	 */
	public static List<ScoreData> scores(String file) {
		JsonNode trace = json(file);
		List<ScoreData> scores = new ArrayList<>();
		trace.path("scores").forEach((score) -> scores.add(score(trace, null, score)));
		trace.path("observations")
			.forEach((observation) -> observation.path("scores")
				.forEach((score) -> scores.add(score(trace, observation.path("id").asString(), score))));
		return scores;
	}

	private static ScoreData score(JsonNode trace, @Nullable String observation, JsonNode json) {
		JsonNode value = json.path("value");
		Double number = value.isString() ? null
				: value.isBoolean() ? (value.booleanValue() ? 1.0 : 0.0) : (Double) value.doubleValue();
		String id = trace.path("id").asString();
		return new ScoreData(id + observation + json.path("name").asString(), trace.path("project").asString(),
				json.path("name").asString(), ScoreType.valueOf(json.path("type").asString()), number,
				value.isString() ? content(value) : null, new ScoreTarget(id, observation, null, null),
				content(json.path("comment")), Map.of(), null, null, Instant.EPOCH);
	}

	public static JsonNode json(String file) {
		try (InputStream in = ExampleTraces.class.getResourceAsStream(DIRECTORY + file)) {
			return JsonMapper.shared().readTree(in.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ObservationData observation(TraceState state, JsonNode trace, JsonNode json) {
		long start = nanos(Instant.parse(json.path("start").asString()));
		long end = start + Math.round(json.path("durationMs").asDouble() * 1_000_000)
				- (json.path("clockWentBack").asBoolean(false) ? 5_000_000 : 0);
		Map<String, CapturedContent> metadata = new LinkedHashMap<>();
		json.path("metadata").properties().forEach((entry) -> metadata.put(entry.getKey(), content(entry.getValue())));
		return new ObservationData(state, json.path("id").asString(), text(json, "parentId"),
				json.path("name").asString(), type(json.path("type").asString()), start, end,
				ObservationLevel.valueOf(json.path("level").asString()), text(json, "statusMessage"),
				content(json.path("input")), content(json.path("output")), metadata, modelCall(json, start),
				text(json, "version"), attributes(trace));
	}

	private static ModelCall modelCall(JsonNode json, long start) {
		if (!json.has("model")) {
			return ModelCall.NONE;
		}
		UsageDetails usage = UsageDetails.NONE;
		for (Map.Entry<String, JsonNode> bucket : json.path("usage").properties()) {
			usage = usage.with(bucket.getKey(), bucket.getValue().asLong());
		}
		CostDetails cost = null;
		if (json.has("cost") && !json.path("estimatedCost").asBoolean(false)) {
			cost = CostDetails.of(json.path("cost").path("input").asDouble(),
					json.path("cost").path("output").asDouble());
		}
		PromptReference prompt = json.has("prompt")
				? new PromptReference(json.at("/prompt/name").asString(), json.at("/prompt/version").asInt()) : null;
		Instant firstToken = json.has("firstTokenMs")
				? Instant.ofEpochSecond(0, start + Math.round(json.path("firstTokenMs").asDouble() * 1_000_000)) : null;
		return new ModelCall(text(json, "model"), content(json.path("modelParameters")), usage, cost, prompt,
				firstToken);
	}

	private static TraceAttributes attributes(JsonNode trace) {
		Set<String> tags = new LinkedHashSet<>();
		trace.path("tags").forEach((tag) -> tags.add(tag.asString()));
		Map<String, String> metadata = new LinkedHashMap<>();
		trace.path("metadata")
			.properties()
			.forEach((entry) -> metadata.put(entry.getKey(), entry.getValue().asString()));
		String environment = trace.path("environment").asString();
		return new TraceAttributes(text(trace, "user"), text(trace, "session"), null, null, tags, metadata,
				text(trace, "version"), environment.equals("default") ? null : environment, null);
	}

	private static ObservationType type(String value) {
		for (ObservationType type : ObservationType.values()) {
			if (type.value().equals(value)) {
				return type;
			}
		}
		throw new IllegalArgumentException(value);
	}

	private static @Nullable CapturedContent content(JsonNode json) {
		if (json.isMissingNode()) {
			return null;
		}
		return json.isString() ? CapturedContent.text(json.stringValue()) : CAPTURE.content(json, 1_000_000);
	}

	private static @Nullable String text(JsonNode json, String name) {
		return json.has(name) ? json.path(name).asString() : null;
	}

	private static long nanos(Instant time) {
		return time.getEpochSecond() * 1_000_000_000L + time.getNano();
	}

}
