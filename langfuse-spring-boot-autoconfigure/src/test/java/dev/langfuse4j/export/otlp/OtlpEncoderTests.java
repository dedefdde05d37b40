/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.http.SdkVersion;
import dev.langfuse4j.observation.CostDetails;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationDataBuilder;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.PromptReference;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.testing.OtlpView;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bytes of a request, as OpenTelemetry's own classes read them, against a body of the
 * kind that Langfuse servers from 3.120 to 4.16 accept and store completely
 * ({@code accepted.json}).
 */
class OtlpEncoderTests {

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults());

	private final TraceState trace = new TraceState("0af7651916cd43dd8448eb211c80319c", "answer-question", true);

	@Test
	void requestIsOneThatServersAccept() throws IOException {
		OtlpEncoder encoder = new OtlpEncoder(new ResourceAttributes("demo", "1.4.2", "abc123", "staging"));
		byte[] request = encoder.request(List.of(encoder.span(root()), encoder.span(generation())));
		assertThat(read(request)).isEqualTo(accepted());
	}

	@Test
	void whatIsNotKnownIsLeftOut() {
		OtlpEncoder encoder = new OtlpEncoder(new ResourceAttributes(null, null, null, null));
		ObservationData bare = span("bare").output(CapturedContent.text(""))
			.metadata(Map.of("empty", CapturedContent.text("")))
			.modelCall(ModelCall.builder().usage(UsageDetails.of(-1, -1)).cost(CostDetails.of(Double.NaN, -1)).build())
			.build();
		JsonNode request = read(encoder.request(List.of(encoder.span(bare))));
		assertThat(request.at("/resourceSpans/0/resource/attributes")).isEmpty();
		assertThat(request.at("/resourceSpans/0/scopeSpans/0/spans/0/attributes"))
			.extracting((node) -> node.path("key").asString())
			.containsExactly("langfuse.trace.name", "langfuse.observation.type");
	}

	@Test
	void textOfAnyKindSurvives() {
		OtlpEncoder encoder = new OtlpEncoder(new ResourceAttributes(null, null, null, null));
		String text = "\u0000 \u001b \" \\ \n \u2028 ü 测 \uD83D\uDE00";
		ObservationData data = span(text).input(CapturedContent.text(text))
			.output(this.capture.content(List.of(text), 1_000))
			.metadata(Map.of(text, CapturedContent.text(text)))
			.build();
		JsonNode span = read(encoder.request(List.of(encoder.span(data)))).at("/resourceSpans/0/scopeSpans/0/spans/0");
		assertThat(span.path("name").asString()).isEqualTo(text);
		assertThat(span.at("/attributes/2/value/stringValue").asString()).isEqualTo(text);
		assertThat(
				JsonMapper.shared().readTree(span.at("/attributes/3/value/stringValue").asString()).get(0).asString())
			.isEqualTo(text);
		assertThat(span.at("/attributes/4/key").asString()).isEqualTo("langfuse.observation.metadata." + text);
	}

	@Test
	void loneSurrogateDoesNotLoseTheRequest() {
		OtlpEncoder encoder = new OtlpEncoder(new ResourceAttributes(null, null, null, null));
		ObservationData data = span("a").input(CapturedContent.text("broken \uD800 emoji"))
			.output(this.capture.content(List.of("broken \uDE00 emoji"), 1_000))
			.build();
		JsonNode span = read(encoder.request(List.of(encoder.span(data)))).at("/resourceSpans/0/scopeSpans/0/spans/0");
		assertThat(span.at("/attributes/2/value/stringValue").asString()).startsWith("broken ").endsWith(" emoji");
		assertThat(span.at("/attributes/3/value/stringValue").asString()).contains("broken ").contains(" emoji");
	}

	private ObservationDataBuilder span(String name) {
		return ObservationData.builder(this.trace, "b7ad6b7169203331", name, ObservationType.SPAN).time(1, 2);
	}

	private ObservationData root() {
		Map<String, CapturedContent> metadata = new LinkedHashMap<>();
		metadata.put("step", CapturedContent.text("controller"));
		metadata.put("nested", json(Map.of("k", List.of(1))));
		return span("answer-question").time(1_760_000_000_000_000_000L, 1_760_000_003_000_000_000L)
			.input(json(Map.of("q", "hi")))
			.output(json(Map.of("a", "yo")))
			.metadata(metadata)
			.version("v7")
			.attributes(TraceAttributes.builder().sessionId("chat-7").build())
			.build();
	}

	private ObservationData generation() {
		Map<String, Object> message = new LinkedHashMap<>();
		message.put("role", "user");
		message.put("content", "hi");
		Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("temperature", 0.2);
		parameters.put("max_tokens", 512);
		return ObservationData.builder(this.trace, "00f067aa0ba902b7", "llm-call", ObservationType.GENERATION)
			.parentId("b7ad6b7169203331")
			.time(1_760_000_001_000_000_000L, 1_760_000_002_500_000_000L)
			.level(ObservationLevel.ERROR, "cut off")
			.input(json(List.of(message)))
			.output(CapturedContent.text("yo"))
			.modelCall(ModelCall.builder()
				.model("gpt-4o-2024-08-06")
				.parameters(json(parameters))
				.usage(UsageDetails.of(100, 20).with("total", 120))
				.cost(CostDetails.of(0.001, 0.002))
				.prompt(new PromptReference("movie-critic", 3))
				.completionStartTime(Instant.parse("2025-10-09T08:53:21.400Z"))
				.build())
			.attributes(TraceAttributes.builder().sessionId("chat-7").build())
			.build();
	}

	private CapturedContent json(Object value) {
		return this.capture.value(value, 10_000);
	}

	private static JsonNode accepted() throws IOException {
		try (InputStream in = OtlpEncoderTests.class.getResourceAsStream("accepted.json")) {
			String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("VERSION", SdkVersion.get());
			return JsonMapper.shared().readTree(text);
		}
	}

	private static JsonNode read(byte[] request) {
		JsonNode json = OtlpView.read(request);
		assertThat(JsonMapper.shared().readTree(OtlpJson.request(request))).isEqualTo(json);
		return json;
	}

}
