/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.observation.CostDetails;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.PromptReference;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.UsageDetails;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.mockito.invocation.Invocation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the values of an observation that are read from a span.
 */
class SpanMapperTests {

	private static final Instant START = Instant.parse("2026-01-02T03:04:05.000000006Z");

	private final Map<String, Object> attributes = new LinkedHashMap<>();

	private final List<SpanEvent> logged = new ArrayList<>();

	/**
	 * Names of events of the span, each 10 milliseconds after the one before.
	 */
	private final List<String> events = new ArrayList<>();

	@ParameterizedTest
	@CsvSource({ "langfuse.observation.type, evaluator, EVALUATOR", "langfuse.observation.type, event, SPAN",
			"openinference.span.kind, LLM, GENERATION", "openinference.span.kind, RERANKER, SPAN",
			"openinference.span.kind, UNKNOWN, SPAN", "openinference.span.kind, PROMPT, SPAN",
			"openinference.span.kind, RETRIEVER, RETRIEVER", "openinference.span.kind, chain, CHAIN",
			"gen_ai.operation.name, chat, GENERATION", "gen_ai.operation.name, completion, GENERATION",
			"gen_ai.operation.name, text_completion, GENERATION", "gen_ai.operation.name, generate, GENERATION",
			"gen_ai.operation.name, generate_content, GENERATION", "gen_ai.operation.name, embeddings, EMBEDDING",
			"gen_ai.operation.name, embedding, EMBEDDING", "gen_ai.operation.name, execute_tool, TOOL",
			"gen_ai.operation.name, create_agent, AGENT", "gen_ai.operation.name, invoke_agent, AGENT",
			"gen_ai.operation.name, invoke_workflow, AGENT", "gen_ai.operation.name, retrieval, RETRIEVER",
			"gen_ai.operation.name, other, SPAN", "gen_ai.tool.name, weather, TOOL", "gen_ai.tool.call.id, c1, TOOL",
			"gen_ai.request.model, m, GENERATION", "gen_ai.response.model, m, GENERATION",
			"llm.model_name, m, GENERATION", "langfuse.observation.model.name, m, GENERATION", "other, x, SPAN" })
	void typeIsWhatTheSpanSays(String attribute, String value, ObservationType type) {
		assertThat(SpanType.of(SpanValuesTests.values(Map.of(attribute, value)))).isEqualTo(type);
	}

	@Test
	void explicitTypeComesFirst() {
		Map<String, Object> given = new LinkedHashMap<>(
				Map.of("gen_ai.operation.name", "chat", "gen_ai.tool.name", "w"));
		assertThat(SpanType.of(SpanValuesTests.values(given))).isEqualTo(ObservationType.GENERATION);
		given.put("openinference.span.kind", "AGENT");
		assertThat(SpanType.of(SpanValuesTests.values(given))).isEqualTo(ObservationType.AGENT);
		given.put("langfuse.observation.type", "chain");
		assertThat(SpanType.of(SpanValuesTests.values(given))).isEqualTo(ObservationType.CHAIN);
	}

	@Test
	void attributesOfTheTrace() {
		TraceAttributes attributes = SpanMapper.attributes(SpanValuesTests.values(Map.of("user.id", "ada", "session.id",
				"s1", "langfuse.trace.name", "n", "langfuse.version", "v", "langfuse.environment", "e",
				"langfuse.trace.tags", "[\"a\",\"b\"]", "langfuse.trace.metadata.k", 5L)));
		assertThat(attributes).isEqualTo(TraceAttributes.builder()
			.userId("ada")
			.sessionId("s1")
			.name("n")
			.version("v")
			.environment("e")
			.tags("a", "b")
			.metadata("k", "5")
			.build());
		assertThat(SpanMapper.attributes(SpanValuesTests.values(Map.of("gen_ai.conversation.id", "c"))).sessionId())
			.isEqualTo("c");
		assertThat(SpanMapper.attributes(SpanValuesTests.values(Map.of("other", "x")))).isSameAs(TraceAttributes.NONE);
	}

	@Test
	void tokensAreInOneBucketEach() {
		tokens(120, 50, 64, 10, 30);
		assertThat(usage(false))
			.isEqualTo("{input=46, output=50, input_cached_tokens=64, input_cache_creation=10, " + "total=170}");
		assertThat(usage(true)).contains("output=20", "output_reasoning_tokens=30");
	}

	@Test
	void tokensThatAreCountedApartAreNotTakenOff() {
		tokens(5, 3, 64, 10, 30);
		assertThat(usage(true)).isEqualTo("{input=5, output=3, input_cached_tokens=64, input_cache_creation=10, "
				+ "output_reasoning_tokens=30, total=112}");
		this.attributes.clear();
		tokens(74, 30, 64, 10, 30);
		assertThat(usage(true)).as("all of it")
			.isEqualTo("{input_cached_tokens=64, input_cache_creation=10, " + "output_reasoning_tokens=30, total=104}");
	}

	@Test
	void tokensOfOpenInference() {
		this.attributes.put("llm.model_name", "m");
		this.attributes.put("llm.token_count.prompt", 100L);
		this.attributes.put("llm.token_count.completion", "50");
		this.attributes.put("llm.token_count.prompt_details.audio", 7L);
		this.attributes.put("llm.token_count.completion_details.audio", 8L);
		this.attributes.put("llm.token_count.total", 200L);
		assertThat(usage(false)).isEqualTo("{input=100, output=50, total=200}");
	}

	@Test
	void tokensOfSoundAloneAreUsage() {
		this.attributes.put("llm.model_name", "gpt-audio");
		this.attributes.put("llm.token_count.prompt", 7L);
		this.attributes.put("llm.token_count.prompt_details.audio", 7L);
		assertThat(usage(false)).isEqualTo("{input_audio_tokens=7, total=7}");
		this.attributes.put("llm.token_count.completion", 8L);
		this.attributes.put("llm.token_count.completion_details.audio", 8L);
		assertThat(usage(false)).isEqualTo("{input_audio_tokens=7, output_audio_tokens=8, total=15}");
	}

	@Test
	void usageThatIsGivenIsTaken() {
		this.attributes.put("langfuse.observation.model.name", "m");
		this.attributes.put("langfuse.observation.usage_details", "{\"input\":1,\"odd\":2,\"text\":\"x\"}");
		assertThat(usage(false)).isEqualTo("{input=1, odd=2}");
		assertThat(map(false)).containsEntry("counted", true);
	}

	@Test
	void spanThatCountsNoTokensHasNoUsage() {
		this.attributes.put("gen_ai.request.model", "m");
		assertThat(map(false)).doesNotContainKey("usage").containsEntry("counted", false);
		this.attributes.put("gen_ai.usage.output_tokens", 1L);
		assertThat(map(false)).containsEntry("counted", true);
		this.attributes.put("gen_ai.operation.name", "invoke_agent");
		assertThat(map(false)).as("not of a model")
			.doesNotContainKeys("usage", "model")
			.containsEntry("counted", false);
	}

	@Test
	void costIsGivenOrATotal() {
		this.attributes.put("gen_ai.request.model", "m");
		this.attributes.put("gen_ai.usage.cost", 0.5);
		assertThat(((CostDetails) map(false).get("cost")).amounts()).isEqualTo(Map.of("total", 0.5));
		this.attributes.put("langfuse.observation.cost_details", "{\"input\":1,\"output\":2,\"odd\":4,\"x\":\"y\"}");
		assertThat(((CostDetails) map(false).get("cost")).amounts())
			.isEqualTo(Map.of("input", 1.0, "output", 2.0, "odd", 4.0, "total", 7.0));
		this.attributes.put("langfuse.observation.cost_details", "{\"output\":2}");
		assertThat(((CostDetails) map(false).get("cost")).amounts())
			.isEqualTo(Map.of("input", 0.0, "output", 2.0, "total", 2.0));
	}

	@Test
	void valuesOfAModel() {
		this.attributes.putAll(Map.of("gen_ai.request.model", "m", "gen_ai.response.model", "m-1",
				"gen_ai.request.temperature", 0.5, "gen_ai.request.reasoning_effort", "low", "gen_ai.request.user",
				"ada", "llm.invocation_parameters",
				"{\"temperature\":1,\"model\":5,\"top_p\":2,\"stop_sequences\":[\"x\"]}",
				"langfuse.observation.prompt.name", "p", "langfuse.observation.prompt.version", 3L));
		Map<String, Object> mapped = map(false);
		assertThat(mapped).containsEntry("model", "m-1").containsEntry("prompt", new PromptReference("p", 3));
		assertThat(SpanValuesTests.show(mapped.get("modelParameters")))
			.contains("\"temperature\":1", "\"top_p\":2", "\"stop_sequences\":[\"x\"]", "\"reasoning_effort\":\"low\"")
			.doesNotContain("user", "model");
		this.attributes.remove("langfuse.observation.prompt.version");
		assertThat(map(false)).doesNotContainKey("prompt");
	}

	@Test
	void firstTokenIsAtATimeOrAfterOne() {
		this.attributes.put("gen_ai.request.model", "m");
		assertThat(map(false)).doesNotContainKey("completionStartTime");
		this.attributes.put("gen_ai.response.time_to_first_chunk", 1.5);
		assertThat(map(false)).containsEntry("completionStartTime", START.plusMillis(1_500));
		this.attributes.put("langfuse.observation.completion_start_time", "\"2026-01-02T03:04:06Z\"");
		assertThat(map(false)).containsEntry("completionStartTime", Instant.parse("2026-01-02T03:04:06Z"));
		this.attributes.put("langfuse.observation.completion_start_time", "soon");
		assertThat(map(false)).doesNotContainKey("completionStartTime");
		this.events.add("other event");
		assertThat(map(false)).doesNotContainKey("completionStartTime");
		this.events.add("First Token Stream Event");
		assertThat(map(false)).containsEntry("completionStartTime", START.plusMillis(20));
	}

	@Test
	void timesAndMetadata() {
		this.attributes.putAll(Map.of("gen_ai.operation.name", "execute_tool", "gen_ai.system", "acme",
				"gen_ai.response.id", "r", "agent.name", "a", "tool.name", "t", "gen_ai.tool.call.id", "c", "metadata",
				"{\"given\":1}", "langfuse.observation.metadata.own", "[2]"));
		Map<String, Object> mapped = map(false);
		assertThat(mapped).containsEntry("name", "span")
			.containsEntry("startTime", START)
			.containsEntry("endTime", START.plusSeconds(2));
		assertThat(mapped.get("metadata")).isEqualTo(Map.of("otel.scope", "scope", "provider", "acme", "response_id",
				"r", "agent", "a", "tool", "t", "tool_call_id", "c", "given", 1, "own", List.of(2)));
	}

	@Test
	void levelAndStatus() {
		this.attributes.put("langfuse.observation.level", "warning");
		this.attributes.put("langfuse.observation.status_message", "slow");
		assertThat(map(false)).containsEntry("level", ObservationLevel.WARNING).containsEntry("statusMessage", "slow");
		this.attributes.put("error.type", "timeout");
		Map<String, Object> failed = map(false, StatusCode.ERROR, "");
		assertThat(failed).containsEntry("level", ObservationLevel.ERROR).containsEntry("exception.type", "timeout");
		this.logged.add(new SpanEvent("exception",
				SpanValuesTests.values(Map.of("exception.message", "no model", "exception.type", "Broken"))));
		assertThat(map(false, StatusCode.ERROR, "")).containsEntry("statusMessage", "no model")
			.containsEntry("exception.type", "Broken");
		assertThat(map(false, StatusCode.ERROR, "said so")).containsEntry("statusMessage", "said so");
		assertThat(map(false, StatusCode.OK, "")).containsEntry("level", ObservationLevel.WARNING);
	}

	@Test
	void detailsOfALogRecordAreValues() {
		this.logged.add(new SpanEvent("gen_ai.client.inference.operation.details", SpanValuesTests.values(Map
			.of("gen_ai.request.model", "m", "gen_ai.output.messages", "[{\"role\":\"a\",\"content\":\"b\"}]"))));
		assertThat(map(false)).containsEntry("model", "m");
		assertThat(output()).isEqualTo("{\"role\":\"a\",\"content\":\"b\"}");
	}

	@Test
	void inputThatIsGivenComesFirst() {
		this.attributes.put("input.value", "plain");
		assertThat(input()).isEqualTo("\"plain\"");
		this.attributes.put("gen_ai.prompt.0.role", "user");
		this.attributes.put("gen_ai.prompt.0.content", "a");
		this.attributes.put("gen_ai.prompt.1.content", "b");
		assertThat(input()).isEqualTo("[{\"role\":\"user\",\"content\":\"a\"},{\"role\":null,\"content\":\"b\"}]");
		this.attributes.put("llm.input_messages.0.message.content", "c");
		assertThat(input()).contains("c").doesNotContain("user");
		this.attributes.put("gen_ai.system_instructions", "be brief");
		this.attributes.put("gen_ai.tool.definitions", "[1]");
		assertThat(input()).isEqualTo("[{\"role\":\"system\",\"content\":\"be brief\",\"tools\":[1]}]");
		this.attributes.put("langfuse.observation.input", "{\"q\":5}");
		assertThat(input()).isEqualTo("{\"q\":5}");
	}

	@Test
	void outputThatIsGivenComesFirst() {
		this.attributes.put("output.value", "plain");
		assertThat(output()).isEqualTo("\"plain\"");
		this.attributes.put("retrieval.documents.0.document.id", "d");
		assertThat(output()).isEqualTo("[{\"document\":{\"id\":\"d\"}}]");
		this.attributes.put("gen_ai.completion.0.content", "a");
		assertThat(output()).isEqualTo("{\"role\":null,\"content\":\"a\"}");
		this.attributes.put("llm.output_messages.0.message.content", "b");
		assertThat(output()).contains("b");
		this.logged.add(new SpanEvent("gen_ai.choice", SpanValuesTests.values(Map.of("content", "c"))));
		assertThat(output()).isEqualTo("{\"role\":\"assistant\",\"content\":\"c\"}");
		this.logged.add(new SpanEvent("gen_ai.choice", SpanValuesTests.values(Map.of("content", "d"))));
		assertThat(output()).startsWith("[{").contains("c", "d");
		this.logged.clear();
		this.logged.add(new SpanEvent("gen_ai.choice",
				SpanValuesTests.values(Map.of("message", "{\"content\":\"e\"}", "finish_reason", "stop"))));
		assertThat(output()).isEqualTo("{\"role\":\"assistant\",\"content\":\"e\",\"finish_reason\":\"stop\"}");
		this.attributes.put("langfuse.observation.output", "{\"q\":5}");
		assertThat(output()).isEqualTo("{\"q\":5}");
	}

	@Test
	void partsOfMessages() {
		this.attributes.put("gen_ai.input.messages",
				"""
						[{"role":"user","parts":[{"type":"text","content":"a"},{"type":"uri","mime_type":"image/png",
						  "uri":"https://x/y.png"},{"type":"odd","x":1},"ignored"]},
						 {"role":"assistant","parts":[{"type":"thinking","content":"hm"},
						  {"type":"tool_call","id":"c1","name":"w","arguments":{}}],"finish_reason":"stop"},
						 {"role":"tool","parts":[{"type":"tool_call_response","id":"c1","result":"cold"}]},
						 {"role":"tool","content":"{\\"a\\":1}","tool_call_id":"c2","name":"w"},
						 {"role":"assistant","contents":[{"message_content":{"type":"text","text":"b"}}],
						  "tool_calls":"[{\\"tool_call\\":{\\"id\\":\\"c3\\",\\"function\\":{\\"name\\":\\"w\\",\\"arguments\\":\\"{}\\"}}}]"},
						 "plain"]""");
		assertThat(input()).isEqualTo("""
				[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":\
				{"url":"https://x/y.png"}},{"type":"odd","x":1}]},\
				{"role":"assistant","content":"","thinking":[{"type":"thinking","content":"hm"}],"tool_calls":[\
				{"id":"c1","type":"function","function":{"name":"w","arguments":{}}}],"finish_reason":"stop"},\
				{"role":"tool","content":"cold","tool_call_id":"c1"},\
				{"role":"tool","content":{"a":1},"tool_call_id":"c2","name":"w"},\
				{"role":"assistant","content":"b","tool_calls":[{"id":"c3","type":"function","function":\
				{"name":"w","arguments":"{}"}}]},"plain"]""");
	}

	@Test
	void messagesOfEvents() {
		this.logged.add(new SpanEvent("gen_ai.user.message", SpanValuesTests.values(Map.of("content", "a"))));
		this.logged
			.add(new SpanEvent("gen_ai.tool.message", SpanValuesTests.values(Map.of("content", "b", "role", "own"))));
		this.logged.add(new SpanEvent("gen_ai.message", SpanValuesTests.values(Map.of("content", "no role"))));
		this.logged.add(new SpanEvent("other.user.message", SpanValuesTests.values(Map.of("content", "other"))));
		this.logged.add(new SpanEvent("gen_ai.content.prompt",
				SpanValuesTests.values(Map.of("gen_ai.prompt", "[{\"role\":\"user\",\"content\":\"c\"}]"))));
		assertThat(input()).isEqualTo("[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"own\",\"content\":\"b\"},"
				+ "{\"role\":\"user\",\"content\":\"c\"}]");
	}

	private void tokens(long input, long output, long read, long written, long reasoning) {
		this.attributes.put("gen_ai.request.model", "claude");
		this.attributes.put("gen_ai.usage.input_tokens", input);
		this.attributes.put("gen_ai.usage.output_tokens", output);
		this.attributes.put("gen_ai.usage.cache_read.input_tokens", read);
		this.attributes.put("gen_ai.usage.cache_creation.input_tokens", written);
		this.attributes.put("gen_ai.usage.reasoning.output_tokens", reasoning);
	}

	private String usage(boolean reasoningApart) {
		return ((UsageDetails) map(reasoningApart).get("usage")).amounts().toString();
	}

	private String input() {
		return SpanValuesTests.show(new SpanMessages(SpanValuesTests.values(this.attributes), this.logged).input());
	}

	private String output() {
		return SpanValuesTests.show(map(false).get("output"));
	}

	private Map<String, Object> map(boolean reasoningApart) {
		return map(reasoningApart, StatusCode.UNSET, "");
	}

	/**
	 * Maps a span, and returns the last values that were set on its observation.
	 */
	private Map<String, Object> map(boolean reasoningApart, StatusCode status, String description) {
		try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
			SpanBuilder builder = provider.get("scope").spanBuilder("span").setStartTimestamp(START);
			this.attributes.forEach((name, value) -> put(builder, name, value));
			Span span = builder.startSpan();
			for (int i = 0; i < this.events.size(); i++) {
				span.addEvent(this.events.get(i), START.plusMillis(10L * (i + 1)));
			}
			span.setStatus(status, description);
			span.end(START.plusSeconds(2));
			LangfuseObservation observation = Mockito.mock(LangfuseObservation.class);
			SpanMapper mapper = new SpanMapper(((ReadableSpan) span).toSpanData(), this.logged);
			Map<String, Object> mapped = new LinkedHashMap<>();
			mapped.put("counted", mapper.map(observation, reasoningApart));
			for (Invocation call : Mockito.mockingDetails(observation).getInvocations()) {
				boolean entry = call.getArguments().length == 2;
				Object value = call.getArguments()[entry ? 1 : 0];
				if (value != null) {
					mapped.put(entry ? (String) call.getArguments()[0] : call.getMethod().getName(), value);
				}
			}
			return mapped;
		}
	}

	private static void put(SpanBuilder builder, String name, Object value) {
		if (value instanceof Long number) {
			builder.setAttribute(name, number);
		}
		else if (value instanceof Double number) {
			builder.setAttribute(name, number);
		}
		else {
			builder.setAttribute(name, (String) value);
		}
	}

}
