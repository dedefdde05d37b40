/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.score;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.WellFormed;
import dev.langfuse4j.http.SdkVersion;
import dev.langfuse4j.score.ScoreConfigRef;
import dev.langfuse4j.score.ScoreData;
import dev.langfuse4j.score.ScoreTarget;
import dev.langfuse4j.score.ScoreType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes scores as events of Langfuse's ingestion, and events as a batch. A field without
 * a value is left out.
 */
final class ScoreEncoder {

	/**
	 * The server keeps milliseconds.
	 */
	private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter
		.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private static final byte[] PREFIX = utf8("{\"batch\":[");

	private final @Nullable String environment;

	/**
	 * Creates an encoder.
	 * @param environment the environment of scores that have none of their own
	 */
	ScoreEncoder(@Nullable String environment) {
		this.environment = environment;
	}

	/**
	 * Writes one score.
	 * @param score the score
	 * @return the score as it is sent
	 */
	ScoreItem item(ScoreData score) {
		String eventId = UUID.randomUUID().toString();
		StringWriter writer = new StringWriter(512);
		try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), writer)) {
			json.writeStartObject();
			json.writeStringProperty("id", eventId);
			json.writeStringProperty("type", "score-create");
			json.writeStringProperty("timestamp", timestamp(score.timestamp()));
			json.writeObjectPropertyStart("body");
			writeScore(json, score);
			json.writeEndObject();
			json.writeEndObject();
		}
		return new ScoreItem(eventId, utf8(writer.toString()), score.weight());
	}

	/**
	 * Puts events into a request.
	 * @param items the events, never empty
	 * @return the request's body
	 */
	static byte[] batch(List<ScoreItem> items) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(512 * items.size());
		out.writeBytes(PREFIX);
		for (int i = 0; i < items.size(); i++) {
			if (i > 0) {
				out.write(',');
			}
			out.writeBytes(items.get(i).event());
		}
		out.writeBytes(utf8("],\"metadata\":{\"batch_size\":" + items.size()
				+ ",\"sdk_name\":\"java\",\"sdk_version\":\"" + SdkVersion.get() + "\"}}"));
		return out.toByteArray();
	}

	private void writeScore(JsonGenerator json, ScoreData score) {
		json.writeStringProperty("id", score.id());
		ScoreTarget target = score.target();
		text(json, "traceId", target.traceId());
		text(json, "observationId", target.observationId());
		text(json, "sessionId", target.sessionId());
		text(json, "datasetRunId", target.datasetRunId());
		json.writeStringProperty("name", score.name());
		writeValue(json, score);
		json.writeStringProperty("dataType", score.type().name());
		text(json, "comment", text(score.comment()));
		writeMetadata(json, score.metadata());
		text(json, "environment", (score.environment() != null) ? score.environment() : this.environment);
		ScoreConfigRef config = score.config();
		text(json, "configId", (config != null) ? config.id() : null);
	}

	/**
	 * A boolean is a number for the server.
	 */
	private static void writeValue(JsonGenerator json, ScoreData score) {
		Double number = score.number();
		if (number == null) {
			text(json, "value", text(score.text()));
		}
		else if (score.type() == ScoreType.BOOLEAN || (number == Math.rint(number) && Math.abs(number) < 1e15)) {
			json.writeNumberProperty("value", number.longValue());
		}
		else {
			json.writeNumberProperty("value", number.doubleValue());
		}
	}

	private static void writeMetadata(JsonGenerator json, Map<String, CapturedContent> metadata) {
		if (metadata.isEmpty()) {
			return;
		}
		json.writeObjectPropertyStart("metadata");
		metadata.forEach((key, value) -> {
			json.writeName(key);
			String text = value.text();
			if (text != null) {
				json.writeString(text);
			}
			else {
				json.writeRawValue(value.asText());
			}
		});
		json.writeEndObject();
	}

	private static @Nullable String text(@Nullable CapturedContent content) {
		return (content != null) ? content.asText() : null;
	}

	private static void text(JsonGenerator json, String name, @Nullable String value) {
		if (value != null) {
			json.writeStringProperty(name, value);
		}
	}

	private static String timestamp(Instant time) {
		return TIMESTAMP.format(time);
	}

	/**
	 * Half a character, which UTF-8 cannot hold, has cost a server whole batches.
	 */
	private static byte[] utf8(String json) {
		return WellFormed.of(json).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Loads Jackson's classes with the first score.
	 */
	private static final class Json {

		private static final JsonFactory FACTORY = JsonFactory.builder().build();

	}

}
