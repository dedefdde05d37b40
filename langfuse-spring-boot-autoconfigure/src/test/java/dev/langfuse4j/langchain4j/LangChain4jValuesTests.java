/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.input.Prompt;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.service.Result;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langfuse4j.Langfuse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values of LangChain4j as arguments and results of methods.
 */
class LangChain4jValuesTests extends LangChain4jTestSupport {

	@ParameterizedTest
	@MethodSource
	void isShownByWhatItHolds(Object value, String shown) {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("value").observe(() -> langfuse.current().input(value).output(List.of(value)));
			langfuse.flush(Duration.ofSeconds(10));
			assertThat(this.server.span("value").input()).isEqualTo(shown);
			assertThat(this.server.span("value").outputJson().isArray()).isTrue();
		});
	}

	static Stream<Object[]> isShownByWhatItHolds() {
		String hi = "{\"role\":\"user\",\"content\":\"hi\"}";
		TextSegment segment = TextSegment.from("cold", dev.langchain4j.data.document.Metadata.from("city", "Oslo"));
		String text = "{\"text\":\"cold\",\"metadata\":{\"city\":\"Oslo\"}}";
		return Stream.of(new Object[] { UserMessage.from("hi"), hi },
				new Object[] { ChatRequest.builder().messages(UserMessage.from("hi")).build(), "[" + hi + "]" },
				new Object[] { ScriptedModel.answer("ho"),
						"{\"role\":\"assistant\",\"content\":\"ho\",\"finish_reason\":\"stop\"}" },
				new Object[] { Result.builder().content("ho").build(), "\"ho\"" },
				new Object[] { Result.builder().content(AiMessage.from("ho")).build(),
						"{\"role\":\"assistant\",\"content\":\"ho\"}" },
				new Object[] { TextContent.from("hi"), "{\"type\":\"text\",\"text\":\"hi\"}" },
				new Object[] { ImageContent.from("http://images/1.png"),
						"{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://images/1.png\"}}" },
				new Object[] { segment, text }, new Object[] { Document.from("cold"), "{\"text\":\"cold\"}" },
				new Object[] { Content.from(segment), text }, new Object[] { Query.from("Oslo?"), "\"Oslo?\"" },
				new Object[] { Prompt.from("Oslo?"), "\"Oslo?\"" },
				new Object[] { Embedding.from(new float[] { 1, 2, 3 }), "{\"dimensions\":3}" },
				new Object[] { Response.from(AiMessage.from("ho")), "{\"role\":\"assistant\",\"content\":\"ho\"}" },
				new Object[] {
						new EmbeddingSearchResult<>(
								List.of(new EmbeddingMatch<>(0.5, "1", Embedding.from(new float[] { 1 }), segment))),
						"[{\"id\":\"1\",\"score\":0.5,\"embedded\":" + text + "}]" },
				new Object[] { ToolExecutionRequest.builder().id("c1").name("weather").arguments("{}").build(),
						"{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}" },
				new Object[] { Map.of("a", segment), "{\"a\":" + text + "}" });
	}

}
