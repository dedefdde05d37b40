/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.List;
import java.util.Map;

import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TokenCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for requests and responses in the formats of providers, from their JSON.
 */
class ApiFormatsTests {

	private static final ApiFormat CHAT = new OpenAiChat();

	private static final ApiFormat RESPONSES = new OpenAiResponses();

	private static final ApiFormat ANTHROPIC = new AnthropicMessages();

	@Test
	void tokensOfAChatAreInOneBucketEach() {
		assertThat(usage(CHAT, """
				{"prompt_tokens":120,"completion_tokens":50,"total_tokens":170,
				 "prompt_tokens_details":{"cached_tokens":64,"audio_tokens":6},
				 "completion_tokens_details":{"reasoning_tokens":30,"audio_tokens":5}}"""))
			.isEqualTo(new TokenCounts(50, 15, 64, 0, 0, 30, 6, 5, 170));
		assertThat(usage(CHAT, "{\"prompt_tokens\":3,\"completion_tokens\":4}"))
			.isEqualTo(new TokenCounts(3, 4, 0, 0, 0, 0, 0, 0, 0));
	}

	@Test
	void tokensOfAResponseAreInOneBucketEach() {
		assertThat(usage(RESPONSES, """
				{"input_tokens":120,"output_tokens":50,"total_tokens":170,
				 "input_tokens_details":{"cached_tokens":64},"output_tokens_details":{"reasoning_tokens":30}}"""))
			.isEqualTo(new TokenCounts(56, 20, 64, 0, 0, 30, 0, 0, 170));
	}

	@Test
	void tokensOfAMessageAreInOneBucketEach() {
		assertThat(usage(ANTHROPIC, """
				{"input_tokens":12,"output_tokens":50,"cache_read_input_tokens":64,"cache_creation_input_tokens":100,
				 "cache_creation":{"ephemeral_5m_input_tokens":70,"ephemeral_1h_input_tokens":30}}"""))
			.isEqualTo(new TokenCounts(12, 50, 64, 70, 30, 0, 0, 0, 0));
		assertThat(usage(ANTHROPIC, """
				{"input_tokens":12,"cache_creation_input_tokens":20,
				 "cache_creation":{"ephemeral_1h_input_tokens":30}}"""))
			.isEqualTo(new TokenCounts(12, 0, 0, 0, 20, 0, 0, 0, 0));
	}

	@Test
	void tokensOfEmbeddingsAndImages() {
		assertThat(usage(new OpenAiEmbeddings(), "{\"prompt_tokens\":7,\"total_tokens\":8}"))
			.isEqualTo(new TokenCounts(7, 0, 0, 0, 0, 0, 0, 0, 8));
		assertThat(usage(new OpenAiEmbeddings(), "{\"prompt_tokens\":7,\"total_tokens\":0}")).isNull();
		assertThat(usage(new OpenAiImages(), "{\"input_tokens\":7,\"output_tokens\":9,\"total_tokens\":16}"))
			.isEqualTo(new TokenCounts(7, 9, 0, 0, 0, 0, 0, 0, 16));
	}

	@Test
	void noBucketIsBelowZero() {
		assertThat(usage(CHAT, """
				{"prompt_tokens":1,"completion_tokens":1,"total_tokens":-5,"prompt_tokens_details":{"cached_tokens":2},
				 "completion_tokens_details":{"reasoning_tokens":2}}"""))
			.isEqualTo(new TokenCounts(0, 0, 2, 0, 0, 2, 0, 0, 0));
		assertThat(usage(RESPONSES, """
				{"input_tokens":1,"output_tokens":1,"input_tokens_details":{"cached_tokens":2},
				 "output_tokens_details":{"reasoning_tokens":2}}"""))
			.isEqualTo(new TokenCounts(0, 0, 2, 0, 0, 2, 0, 0, 0));
	}

	static List<ApiFormat> formats() {
		return List.of(CHAT, RESPONSES, ANTHROPIC, new OpenAiEmbeddings(), new OpenAiImages());
	}

	@ParameterizedTest
	@MethodSource("formats")
	void responseWithoutUsageHasNone(ApiFormat format) {
		assertThat(format.usage(json("{}"))).isNull();
		assertThat(format.usage(json("{\"usage\":{}}"))).isNull();
		assertThat(format.usage(json("{\"usage\":\"none\"}"))).isNull();
	}

	@Test
	void operationsAndTypes() {
		assertThat(formats()).extracting(ApiFormat::operation)
			.containsExactly("chat", "chat", "chat", "embedding", "image");
		assertThat(formats()).extracting(ApiFormat::type)
			.containsExactly(ObservationType.GENERATION, ObservationType.GENERATION, ObservationType.GENERATION,
					ObservationType.EMBEDDING, ObservationType.GENERATION);
		assertThat(formats()).extracting((format) -> format.stream(10) != null)
			.containsExactly(true, true, true, false, false);
	}

	@Test
	void messagesOfAChat() {
		assertThat(show(CHAT.input(json("""
				{"messages":[{"role":"user","content":"hi"},
				  {"role":"user","content":[{"type":"text","text":"one"}]},
				  {"role":"user","content":[{"type":"text","text":"a"},
				    {"type":"image_url","image_url":{"url":"https://x/y.png"}},{"type":"other","x":1}]},
				  {"role":"assistant","content":null,"refusal":"no"},
				  {"role":"assistant","reasoning_content":"hm","tool_calls":[
				    {"id":"c1","function":{"name":"weather","arguments":"{}"}}]},
				  {"role":"tool","content":"cold","tool_call_id":"c1","name":"weather"}],
				 "tools":[{"type":"function","function":{"name":"weather","description":"d","parameters":{"a":1}}},
				  {"type":"custom","name":"plain"}]}""")))).isEqualTo("""
				[{"role":"user","content":"hi","tools":[{"name":"weather","description":"d","parameters":{"a":1}},\
				{"name":"plain","description":null,"parameters":null}]},\
				{"role":"user","content":"one"},\
				{"role":"user","content":[{"type":"text","text":"a"},\
				{"type":"image_url","image_url":{"url":"https://x/y.png"}},{"type":"other","x":1}]},\
				{"role":"assistant","content":"no"},\
				{"role":"assistant","content":"","thinking":[{"type":"thinking","content":"hm"}],"tool_calls":[\
				{"id":"c1","type":"function","function":{"name":"weather","arguments":"{}"}}]},\
				{"role":"tool","content":"cold","tool_call_id":"c1","name":"weather"}]""");
	}

	@Test
	void answersOfAChat() {
		assertThat(CHAT.output(json("{\"choices\":[]}"))).isNull();
		assertThat(show(CHAT.output(json("""
				{"choices":[{"finish_reason":"stop","message":{"role":"assistant","content":"a"}}]}"""))))
			.isEqualTo("{\"role\":\"assistant\",\"content\":\"a\",\"finish_reason\":\"stop\"}");
		assertThat(show(CHAT.output(json("""
				{"choices":[{"message":{"role":"assistant","content":"a"}},
				 {"message":{"role":"assistant","content":"b"}}]}"""))))
			.isEqualTo("[{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}]");
	}

	@Test
	void parametersOfAChat() {
		assertThat(show(CHAT.parameters(json("""
				{"model":"m","temperature":0.5,"n":2,"messages":[],"response_format":{"type":"json_object"},
				 "tool_choice":{"type":"function","function":{"name":"weather"}}}"""))))
			.isEqualTo("{\"temperature\":0.5,\"n\":2,\"tool_choice\":\"weather\",\"response_format\":\"json_object\"}");
		assertThat(show(CHAT.parameters(json("{\"tool_choice\":\"auto\"}")))).isEqualTo("{\"tool_choice\":\"auto\"}");
		assertThat(show(CHAT.parameters(json("{}")))).isEqualTo("{}");
	}

	@Test
	void messagesOfAResponse() {
		assertThat(show(RESPONSES.input(json("{\"instructions\":\"be brief\",\"input\":\"hi\"}"))))
			.isEqualTo("[{\"role\":\"system\",\"content\":\"be brief\"},{\"role\":\"user\",\"content\":\"hi\"}]");
		assertThat(show(RESPONSES.input(json("""
				{"input":[{"role":"user","content":"hi"},
				  {"type":"message","role":"user","content":[{"type":"input_text","text":"a"},
				    {"type":"input_image","image_url":"https://x/y.png"},{"type":"refusal","refusal":"no"}]},
				  {"type":"message","role":"user","content":[]},
				  {"type":"function_call","call_id":"c1","name":"weather","arguments":"{}"},
				  {"type":"function_call_output","call_id":"c1","output":"cold"},
				  {"type":"reasoning","id":"r1","secret":"x"}],
				 "tools":[{"type":"function","name":"weather","description":"d","parameters":{}},
				  {"type":"web_search"}]}""")))).isEqualTo("""
				[{"role":"user","content":"hi","tools":[{"name":"weather","description":"d","parameters":{}},\
				{"name":"web_search","description":null,"parameters":null}]},\
				{"role":"user","content":[{"type":"text","text":"a"},\
				{"type":"image_url","image_url":{"url":"https://x/y.png"}},{"type":"text","text":"no"}]},\
				{"role":"user","content":""},\
				{"role":"assistant","content":"","tool_calls":[{"id":"c1","type":"function",\
				"function":{"name":"weather","arguments":"{}"}}]},\
				{"role":"tool","content":"cold","tool_call_id":"c1"},\
				{"role":"reasoning","content":{"id":"r1"}}]""");
	}

	@Test
	void answersOfAResponse() {
		assertThat(RESPONSES.output(json("{\"status\":\"failed\",\"output\":[]}"))).isNull();
		assertThat(show(RESPONSES.output(json("""
				{"status":"completed","output":[{"type":"reasoning","summary":[{"text":"hm"}]},
				 {"type":"message","content":[{"type":"output_text","text":"a"}]},
				 {"type":"function_call","call_id":"c1","name":"weather","arguments":"{}"}]}""")))).isEqualTo("""
				{"role":"assistant","content":"a","thinking":[{"type":"thinking","content":"hm"}],"tool_calls":[\
				{"id":"c1","type":"function","function":{"name":"weather","arguments":"{}"}}],\
				"finish_reason":"completed"}""");
		assertThat(show(RESPONSES.output(json("""
				{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[
				 {"type":"web_search_call","id":"w1","status":"completed","query":"x"}]}""")))).isEqualTo("""
				{"role":"assistant","content":[{"type":"web_search_call","id":"w1","status":"completed"}],\
				"finish_reason":"max_output_tokens"}""");
		assertThat(
				show(RESPONSES.output(json("{\"output\":[{\"type\":\"reasoning\",\"summary\":[{\"text\":\"hm\"}]}]}"))))
			.isEqualTo(
					"{\"role\":\"assistant\",\"content\":\"\",\"thinking\":[{\"type\":\"thinking\",\"content\":\"hm\"}]}");
	}

	@Test
	void parametersOfAResponse() {
		assertThat(show(RESPONSES.parameters(json("""
				{"temperature":1,"text":{"verbosity":"low"},"reasoning":{"effort":"high"},"tool_choice":"auto"}"""))))
			.isEqualTo(
					"{\"temperature\":1,\"verbosity\":\"low\",\"reasoning_effort\":\"high\",\"tool_choice\":\"auto\"}");
		assertThat(show(RESPONSES.parameters(json("{\"tool_choice\":{\"type\":\"x\"}}")))).isEqualTo("{}");
	}

	@Test
	void messagesOfAnthropic() {
		assertThat(show(ANTHROPIC.input(
				json("""
						{"system":[{"type":"text","text":"be brief"}],"messages":[{"role":"user","content":"hi"},
						  {"role":"assistant","content":[{"type":"thinking","thinking":"hm"},
						    {"type":"redacted_thinking","data":"12345"},{"type":"tool_use","id":"c1","name":"weather","input":{}}]},
						  {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"cold"},
						    {"type":"tool_result","tool_use_id":"c2","content":[{"type":"text","text":"warm"}]},
						    {"type":"text","text":"and?"},
						    {"type":"image","source":{"type":"url","url":"https://x/y.png"}}]},
						  {"role":"user","content":[{"type":"tool_result","tool_use_id":"c3","content":"x"}]}],
						 "tools":[{"name":"weather","description":"d","input_schema":{"a":1}}]}"""))))
			.isEqualTo("""
					[{"role":"system","content":"be brief","tools":[\
					{"name":"weather","description":"d","parameters":{"a":1}}]},\
					{"role":"user","content":"hi"},\
					{"role":"assistant","content":"","thinking":[{"type":"thinking","content":"hm"}],\
					"redacted_thinking":[{"type":"redacted_thinking","data":"<5 characters>"}],"tool_calls":[\
					{"id":"c1","type":"function","function":{"name":"weather","arguments":{}}}]},\
					{"role":"tool","content":"cold","tool_call_id":"c1"},\
					{"role":"tool","content":"warm","tool_call_id":"c2"},\
					{"role":"user","content":[{"type":"text","text":"and?"},\
					{"type":"image_url","image_url":{"url":"https://x/y.png"}}]},\
					{"role":"tool","content":"x","tool_call_id":"c3"}]""");
		assertThat(show(ANTHROPIC.input(json("{\"system\":\"be brief\",\"messages\":[]}"))))
			.isEqualTo("[{\"role\":\"system\",\"content\":\"be brief\"}]");
	}

	@Test
	void answersOfAnthropic() {
		assertThat(ANTHROPIC.output(json("{}"))).isNull();
		assertThat(show(ANTHROPIC.output(json("{\"content\":[],\"stop_reason\":\"end_turn\"}"))))
			.isEqualTo("{\"role\":\"assistant\",\"content\":\"\",\"finish_reason\":\"end_turn\"}");
		assertThat(show(ANTHROPIC.output(json("{\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}"))))
			.isEqualTo("{\"role\":\"assistant\",\"content\":\"a\"}");
	}

	@Test
	void mediaOfAnthropic() {
		assertThat(ANTHROPIC.input(json("""
				{"messages":[{"role":"user","content":[
				  {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
				  {"type":"document","source":{"type":"base64","data":"AAAAAA=="}},
				  {"type":"document","source":{"type":"file","file_id":"f1"}},{"type":"odd","x":1}]}]}""")).toString())
			.contains("<image/png, 3 bytes>", "<document, 4 bytes>", "<document>", "{type=odd, x=1}")
			.doesNotContain("AAAA");
	}

	@Test
	void embeddings() {
		ApiFormat format = new OpenAiEmbeddings();
		assertThat(format.input(json("{\"input\":[\"a\",\"b\"]}"))).isEqualTo(List.of("a", "b"));
		assertThat(show(format.parameters(json("{\"dimensions\":3,\"input\":\"a\"}")))).isEqualTo("{\"dimensions\":3}");
		assertThat(show(format.output(json("{\"count\":2,\"dimensions\":3,\"model\":\"m\"}"))))
			.isEqualTo("{\"count\":2,\"dimensions\":3}");
		assertThat(format.output(json("{\"model\":\"m\"}"))).isNull();
	}

	@Test
	void images() {
		ApiFormat format = new OpenAiImages();
		assertThat(format.input(json("{\"prompt\":\"a cat\"}"))).isEqualTo("a cat");
		assertThat(show(format.parameters(json("{\"n\":2,\"prompt\":\"a cat\"}")))).isEqualTo("{\"n\":2}");
		assertThat(String
			.valueOf(format.output(json("{\"data\":[{\"url\":\"https://x/y.png\"},{\"b64_json\":\"AAAA\"}]}"))))
			.contains("{type=image_url, image_url={url=https://x/y.png}}", "<image, 3 bytes>")
			.doesNotContain("AAAA");
	}

	@Test
	void parametersOfAnthropic() {
		assertThat(show(ANTHROPIC.parameters(json("""
				{"max_tokens":10,"output_config":{"effort":"low"},"thinking":{"type":"enabled","budget_tokens":5},
				 "tool_choice":{"type":"auto"}}"""))))
			.isEqualTo("{\"max_tokens\":10,\"effort\":\"low\",\"thinking\":{\"type\":\"enabled\","
					+ "\"budget_tokens\":5},\"tool_choice\":\"auto\"}");
		assertThat(show(ANTHROPIC.parameters(json("{}")))).isEqualTo("{}");
	}

	@Test
	void streamOfAChatIsAsItsResponse() {
		StreamFormat stream = new OpenAiChatStream(100);
		assertThat(tokens(stream,
				"""
						{"id":"r1","model":"m","choices":[{"index":0,"delta":{"role":"assistant"}}]}
						{"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"other"}}]}
						{"choices":[{"index":0,"delta":{"reasoning_content":"hm"}}]}
						{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"c2","function":{"name":"w2","arguments":"{"}}]}}]}
						{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"w1","arguments":"{}"}}]}}]}
						{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"}"}}]}}]}
						{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}
						{"choices":[],"usage":{"prompt_tokens":3}}"""))
			.containsExactly(false, true, true, true, true, true, false, false);
		assertThat(show(stream.whole().values())).isEqualTo("""
				{"id":"r1","model":"m","usage":{"prompt_tokens":3},"choices":[{"finish_reason":"tool_calls",\
				"message":{"role":"assistant","content":"a","reasoning_content":"hm","tool_calls":[\
				{"id":"c1","function":{"name":"w1","arguments":"{}"}},\
				{"id":"c2","function":{"name":"w2","arguments":"{}"}}]}}]}""");
	}

	@Test
	void refusalOfAStreamIsItsContent() {
		StreamFormat stream = new OpenAiChatStream(100);
		assertThat(tokens(stream, "{\"choices\":[{\"delta\":{\"refusal\":\"no\"}}]}")).containsExactly(true);
		assertThat(show(stream.whole().values()))
			.isEqualTo("{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"no\",\"tool_calls\":[]}}]}");
	}

	@Test
	void streamOfAResponseIsItsLastEvent() {
		StreamFormat stream = new OpenAiResponsesStream(100);
		assertThat(tokens(stream, """
				{"type":"response.created","response":{"id":"r1","model":"m","status":"in_progress"}}
				{"type":"response.output_text.delta","delta":"a"}
				{"type":"response.refusal.delta","delta":"b"}
				{"type":"response.reasoning_summary_text.delta","delta":"hm"}""")).containsExactly(false, true, true,
				true);
		assertThat(stream.whole().values()).isEqualTo(JsonMapper.shared()
			.readValue(
					"""
							{"id":"r1","model":"m","output":[{"type":"message","content":[{"type":"output_text","text":"ab"}]}]}""",
					Map.class));
		for (String type : List.of("completed", "incomplete", "failed")) {
			tokens(stream, "{\"type\":\"response." + type + "\",\"response\":{\"id\":\"" + type + "\"}}");
			assertThat(show(stream.whole().values())).isEqualTo("{\"id\":\"" + type + "\"}");
		}
		assertThat(show(new OpenAiResponsesStream(1).whole().values())).isEqualTo("{\"output\":[]}");
	}

	@Test
	void streamOfAnthropicIsAsItsResponse() {
		StreamFormat stream = new AnthropicStream(100);
		assertThat(tokens(stream,
				"""
						{"type":"message_start","message":{"id":"r1","model":"m","role":"assistant",
						 "usage":{"input_tokens":3,"output_tokens":1}}}
						{"type":"content_block_start","index":0,"content_block":{"type":"thinking"}}
						{"type":"content_block_delta","index":0,"delta":{"thinking":"hm"}}
						{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}
						{"type":"content_block_delta","index":1,"delta":{"text":"a"}}
						{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"c1","name":"w"}}
						{"type":"content_block_delta","index":2,"delta":{"partial_json":"{\\"city\\":"}}
						{"type":"content_block_delta","index":2,"delta":{"partial_json":"\\"Oslo\\"}"}}
						{"type":"content_block_delta","index":9,"delta":{"text":"lost"}}
						{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"c2","input":{}}}
						{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9,"input_tokens":null}}
						{"type":"content_block_delta","index":0,"delta":{"signature":"x"}}
						{"type":"ping"}"""
					.replace(",\n ", ",")))
			.containsExactly(false, false, true, false, true, false, true, true, false, false, false, false, false);
		assertThat(show(stream.whole().values())).isEqualTo("""
				{"id":"r1","model":"m","role":"assistant","stop_reason":"end_turn","content":[\
				{"type":"thinking","thinking":"hm"},{"type":"text","text":"a"},\
				{"type":"tool_use","id":"c1","name":"w","input":{"city":"Oslo"}},\
				{"type":"tool_use","id":"c2","input":{}}],"usage":{"input_tokens":3,"output_tokens":9}}""");
	}

	@Test
	void answerIsNotCollectedBeyondItsLimit() {
		BoundedAnswer answer = new BoundedAnswer(3);
		assertThat(answer.add(null)).isFalse();
		assertThat(answer.isEmpty()).isTrue();
		assertThat(List.of("ab", "c", "d", "e")).allMatch(answer::add);
		assertThat(answer).as("one more, so that it is known to be cut").hasToString("abcd");
	}

	private static List<Boolean> tokens(StreamFormat stream, String parts) {
		return parts.lines().map((part) -> stream.add(json(part))).toList();
	}

	private static TokenCounts usage(ApiFormat format, String usage) {
		return format.usage(json("{\"usage\":" + usage + "}"));
	}

	private static Json json(String text) {
		return new Json(JsonMapper.shared().readValue(text, Map.class));
	}

	private static String show(Object value) {
		return JsonMapper.shared().writeValueAsString(value);
	}

}
