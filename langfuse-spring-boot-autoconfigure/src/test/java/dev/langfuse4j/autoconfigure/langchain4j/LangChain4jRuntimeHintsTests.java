/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.langchain4j;

import java.util.List;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.observation.context.ChatModelObservationContext;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProvider;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A native image keeps what LangChain4j needs.
 */
class LangChain4jRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void proxiesAreKept() {
		register(getClass().getClassLoader());
		assertThat(List.of(ChatModel.class, StreamingChatModel.class, StreamingChatResponseHandler.class,
				StreamingHandle.class, ToolExecutor.class, ToolProvider.class, RetrievalAugmentor.class,
				ModerationModel.class))
			.allSatisfy((type) -> {
				assertThat(RuntimeHintsPredicates.proxies().forInterfaces(type)).accepts(this.hints);
				assertThat(type.getMethods())
					.allSatisfy((method) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method))
						.accepts(this.hints));
			});
	}

	@Test
	void whatIsReadByNameIsKept() {
		register(getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ClassUtils.getMethod(OpenAiTokenUsage.class, "inputTokensDetails")))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ClassUtils.getMethod(OpenAiTokenUsage.InputTokensDetails.class, "cachedTokens")))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ClassUtils.getMethod(OpenAiChatRequestParameters.class, "reasoningEffort")))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ClassUtils.getMethod(ChatModelObservationContext.class, "getRequestContext")))
			.accepts(this.hints);
	}

	@Test
	void nothingIsKeptOfWhatIsAbsent() {
		register(new FilteredClassLoader("dev.langchain4j", "context."));
		assertThat(this.hints.proxies().jdkProxyHints()).isEmpty();
		assertThat(this.hints.reflection().typeHints()).isEmpty();
	}

	private void register(ClassLoader classLoader) {
		new LangChain4jRuntimeHints().registerHints(this.hints, classLoader);
	}

}
