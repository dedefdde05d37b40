/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.List;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailResult;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.moderation.Moderation;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.moderation.ModerationResponse;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Moderate;
import dev.langchain4j.service.ModerationException;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Retrieval, guardrails and moderation of AI services are observed.
 */
class RetrievalAndGuardrailsTests extends ScriptedTestSupport {

	private static final String GENERATION = "  chat [generation] model=scripted usage={input:3,output:4,total:7}\n";

	@Test
	void retrievalIsSeenWithoutAWord() {
		runPlain((context) -> {
			ContentRetriever retriever = (query) -> List.of(dev.langchain4j.rag.content.Content.from("Oslo is cold"));
			Blocking service = AiServices.builder(Blocking.class)
				.chatModel(ScriptedModel.blocking((request) -> ScriptedModel.answer("cold")))
				.contentRetriever(retriever)
				.build();
			service.ask("Oslo?");
			assertThat(tree(context)).isEqualTo("Blocking.ask [chain]\n  retrieve [retriever]\n" + GENERATION);
			Span retrieval = this.server.span("retrieve");
			assertThat(retrieval.input()).isEqualTo("Oslo?");
			assertThat(retrieval.output()).isEqualTo("[{\"text\":\"Oslo is cold\"}]");
			assertThat(this.server.span("Blocking.ask").input())
				.isEqualTo("[{\"role\":\"user\",\"content\":\"Oslo?\"}]");
			assertThat(this.server.span("chat").input()).contains("Oslo is cold");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void retrieversModelsAndStoresWithListenersAreBelow(boolean stream) {
		runPlain((context) -> {
			ContentRetriever retriever = retriever(context);
			if (stream) {
				Streaming service = AiServices.builder(Streaming.class)
					.streamingChatModel(ScriptedModel
						.streaming((request, handler) -> handler.onCompleteResponse(ScriptedModel.answer("cold"))))
					.contentRetriever(retriever)
					.build();
				TokenStream answer = service.stream("Oslo?");
				answer.ignoreErrors().start();
			}
			else {
				AiServices.builder(Blocking.class)
					.chatModel(ScriptedModel.blocking((request) -> ScriptedModel.answer("cold")))
					.contentRetriever(retriever)
					.build()
					.ask("Oslo?");
			}
			assertThat(tree(context)).isEqualTo((stream ? "Streaming.stream" : "Blocking.ask") + """
					 [chain]
					  retrieve [retriever]
					    content_retriever [retriever]
					      embedding text-embed [embedding] model=text-embed usage={input:7,total:7}
					      embedding_store search [retriever]
					""" + GENERATION);
			Span embedding = this.server.span("embedding text-embed");
			assertThat(embedding.input()).isEqualTo("[\"Oslo?\"]");
			assertThat(embedding.output()).isEqualTo("{\"count\":1,\"dimensions\":3}");
			assertThat(embedding.metadata("provider")).isEqualTo("openai");
			Span search = this.server.span("embedding_store search");
			assertThat(search.inputJson().path("top_k").asInt()).isEqualTo(3);
			assertThat(search.outputJson().at("/0/embedded/text").asString()).isEqualTo("Oslo is cold");
			assertThat(search.output()).doesNotContain("vector");
		});
	}

	private ContentRetriever retriever(ApplicationContext context) {
		EmbeddingModel model = OpenAiEmbeddingModel.builder()
			.baseUrl(this.models.url() + "/v1")
			.apiKey("sk-key")
			.modelName("text-embed")
			.maxRetries(0)
			.build();
		EmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
		TextSegment segment = TextSegment.from("Oslo is cold");
		store.add(model.embed(segment).content(), segment);
		return EmbeddingStoreContentRetriever.builder()
			.embeddingStore(store.addListener(context.getBean(LangfuseEmbeddingStoreListener.class)))
			.embeddingModel(model.addListener(context.getBean(LangfuseEmbeddingModelListener.class)))
			.maxResults(3)
			.build()
			.addListener(context.getBean(LangfuseContentRetrieverListener.class));
	}

	@Test
	void guardrailsShowTheirResult() {
		runPlain((context) -> {
			Blocking service = AiServices.builder(Blocking.class)
				.chatModel(ScriptedModel.blocking((request) -> ScriptedModel.answer("cold")))
				.inputGuardrails(new Polite())
				.outputGuardrails(new Warm())
				.build();
			assertThatException().isThrownBy(() -> service.ask("please"));
			assertThat(tree(context)).isEqualTo("""
					Blocking.ask [chain] ERROR
					  Polite [guardrail]
					%s  Warm [guardrail] WARNING
					""".formatted(GENERATION));
			Span input = this.server.span("Polite");
			assertThat(input.input()).isEqualTo("please");
			assertThat(input.metadata("result")).isEqualTo("success");
			Span output = this.server.span("Warm");
			assertThat(output.input()).isEqualTo("cold");
			assertThat(output.text("langfuse.observation.status_message")).isEqualTo("too cold");
			assertThat(output.endTime() - output.startTime()).isGreaterThan(1_000_000);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void moderationIsBelowTheCallAndSeenOnce(boolean listening) {
		runPlain((context) -> {
			LangfuseModerationModelListener listener = context.getBean(LangfuseModerationModelListener.class);
			Moderated service = AiServices.builder(Moderated.class)
				.chatModel(ScriptedModel.blocking((request) -> ScriptedModel.answer("cold")))
				.moderationModel(new Moderator(listening ? List.of(listener) : List.of()))
				.build();
			assertThatExceptionOfType(ModerationException.class).isThrownBy(() -> service.ask("badly"));
			assertThat(tree(context)).contains("Moderated.ask [chain] ERROR\n", "  moderate [guardrail] WARNING\n");
			assertThat(this.server.spans()).hasSize(3);
			assertThat(this.server.span("moderate").outputJson().path("flagged").asBoolean()).isTrue();
		});
	}

	@Test
	void modelOfModerationThatIsCalledByHandIsSeen() {
		runPlain((context) -> {
			new Moderator(List.of(context.getBean(LangfuseModerationModelListener.class))).moderate("well");
			assertThat(tree(context)).isEqualTo("moderate [guardrail] WARNING\n");
			assertThat(this.server.span("moderate").input()).isEqualTo("[\"well\"]");
		});
	}

	interface Moderated {

		@Moderate
		String ask(String question);

	}

	static final class Polite implements InputGuardrail {

		@Override
		public InputGuardrailResult validate(UserMessage message) {
			return success();
		}

	}

	static final class Warm implements OutputGuardrail {

		@Override
		public OutputGuardrailResult validate(dev.langchain4j.data.message.AiMessage message) {
			long begin = System.nanoTime();
			while (System.nanoTime() - begin < 2_000_000) {
				Thread.onSpinWait();
			}
			return failure("too cold");
		}

	}

	static final class Moderator implements ModerationModel {

		private final List<dev.langchain4j.model.moderation.listener.ModerationModelListener> listeners;

		Moderator(List<dev.langchain4j.model.moderation.listener.ModerationModelListener> listeners) {
			this.listeners = listeners;
		}

		@Override
		public ModerationResponse doModerate(ModerationRequest request) {
			return ModerationResponse.builder().moderation(Moderation.flagged(request.texts().get(0))).build();
		}

		@Override
		public List<dev.langchain4j.model.moderation.listener.ModerationModelListener> listeners() {
			return this.listeners;
		}

	}

}
