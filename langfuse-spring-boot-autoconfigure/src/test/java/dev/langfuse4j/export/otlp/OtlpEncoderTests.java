package dev.langfuse4j.export.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.http.SdkVersion;
import dev.langfuse4j.observation.CostDetails;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.PromptReference;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.observation.UsageDetails;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bytes of a request, against a body of the kind that Langfuse servers from 3.120 to
 * 4.16 accept and store completely ({@code accepted.json}).
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
	void whatIsNotKnownIsLeftOut() throws IOException {
		OtlpEncoder encoder = new OtlpEncoder(new ResourceAttributes(null, null, null, null));
		ObservationData bare = new ObservationData(this.trace, "b7ad6b7169203331", null, "bare", ObservationType.SPAN,
				1, 2, ObservationLevel.DEFAULT, null, null, CapturedContent.text(""),
				Map.of("empty", CapturedContent.text("")),
				new ModelCall(null, null, UsageDetails.of(-1, -1), CostDetails.of(Double.NaN, -1), null, null), null,
				TraceAttributes.NONE);
		JsonNode request = read(encoder.request(List.of(encoder.span(bare))));
		assertThat(request.at("/resourceSpans/0/resource/attributes")).isEmpty();
		assertThat(request.at("/resourceSpans/0/scopeSpans/0/spans/0/attributes"))
			.extracting((node) -> node.path("key").asString())
			.containsExactly("langfuse.trace.name", "langfuse.observation.type");
	}

	@Test
	void textOfAnyKindSurvives() throws IOException {
		OtlpEncoder encoder = new OtlpEncoder(new ResourceAttributes(null, null, null, null));
		String text = "\u0000 \u001b \" \\ \n \u2028 ü 测 \uD83D\uDE00";
		ObservationData data = new ObservationData(this.trace, "b7ad6b7169203331", null, text, ObservationType.SPAN, 1,
				2, ObservationLevel.DEFAULT, null, CapturedContent.text(text),
				this.capture.content(List.of(text), 1_000), Map.of(text, CapturedContent.text(text)), ModelCall.NONE,
				null, TraceAttributes.NONE);
		JsonNode span = read(encoder.request(List.of(encoder.span(data)))).at("/resourceSpans/0/scopeSpans/0/spans/0");
		assertThat(span.path("name").asString()).isEqualTo(text);
		assertThat(span.at("/attributes/2/value/stringValue").asString()).isEqualTo(text);
		assertThat(
				JsonMapper.shared().readTree(span.at("/attributes/3/value/stringValue").asString()).get(0).asString())
			.isEqualTo(text);
		assertThat(span.at("/attributes/4/key").asString()).isEqualTo("langfuse.observation.metadata." + text);
	}

	@Test
	void loneSurrogateDoesNotLoseTheRequest() throws IOException {
		OtlpEncoder encoder = new OtlpEncoder(new ResourceAttributes(null, null, null, null));
		ObservationData data = new ObservationData(this.trace, "b7ad6b7169203331", null, "a", ObservationType.SPAN, 1,
				2, ObservationLevel.DEFAULT, null, CapturedContent.text("broken \uD800 emoji"),
				this.capture.content(List.of("broken \uDE00 emoji"), 1_000), Map.of(), ModelCall.NONE, null,
				TraceAttributes.NONE);
		JsonNode span = read(encoder.request(List.of(encoder.span(data)))).at("/resourceSpans/0/scopeSpans/0/spans/0");
		assertThat(span.at("/attributes/2/value/stringValue").asString()).startsWith("broken ").endsWith(" emoji");
		assertThat(span.at("/attributes/3/value/stringValue").asString()).contains("broken ").contains(" emoji");
	}

	private ObservationData root() {
		Map<String, CapturedContent> metadata = new LinkedHashMap<>();
		metadata.put("step", CapturedContent.text("controller"));
		metadata.put("nested", json(Map.of("k", List.of(1))));
		return new ObservationData(this.trace, "b7ad6b7169203331", null, "answer-question", ObservationType.SPAN,
				1_760_000_000_000_000_000L, 1_760_000_003_000_000_000L, ObservationLevel.DEFAULT, null,
				json(Map.of("q", "hi")), json(Map.of("a", "yo")), metadata, ModelCall.NONE, "v7",
				TraceAttributes.builder().sessionId("chat-7").build());
	}

	private ObservationData generation() {
		Map<String, Object> message = new LinkedHashMap<>();
		message.put("role", "user");
		message.put("content", "hi");
		Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("temperature", 0.2);
		parameters.put("max_tokens", 512);
		return new ObservationData(this.trace, "00f067aa0ba902b7", "b7ad6b7169203331", "llm-call",
				ObservationType.GENERATION, 1_760_000_001_000_000_000L, 1_760_000_002_500_000_000L,
				ObservationLevel.ERROR, "cut off", json(List.of(message)), CapturedContent.text("yo"), Map.of(),
				new ModelCall("gpt-4o-2024-08-06", json(parameters), UsageDetails.of(100, 20).with("total", 120),
						CostDetails.of(0.001, 0.002), new PromptReference("movie-critic", 3),
						Instant.parse("2025-10-09T08:53:21.400Z")),
				null, TraceAttributes.builder().sessionId("chat-7").build());
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

	private static JsonNode read(byte[] request) throws IOException {
		try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(request))) {
			return JsonMapper.shared().readTree(gzip.readAllBytes());
		}
	}

}
