/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelServer;
import dev.langfuse4j.testing.Span;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.evaluation.RelevancyEvaluator;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.evaluation.EvaluationRequest;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.openai.OpenAiImageModel;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor;
import org.springframework.ai.rag.preretrieval.query.transformation.RewriteQueryTransformer;
import org.springframework.ai.rag.retrieval.search.VectorStoreDocumentRetriever;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.filter.FilterExpressionBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls around chats arrive at a Langfuse server: vector stores, embeddings, images, and
 * the chats of advisors and evaluators.
 */
class RetrievalOnTheWireTests extends SpringAiTestSupport {

	private static final String GENERATION = "chat gpt-stub [generation] model=gpt-stub-1 "
			+ "usage={input:56,output:30,input_cached_tokens:64,total:150}\n";

	private static final String EMBEDDING = "embedding embed-stub [embedding] model=embed-stub-1 usage={input:7,total:7}\n";

	@Test
	void retrievalIsBelowTheChatThatNeedsIt() {
		this.models.answer(ModelAnswer.text("Paris climate"), ModelAnswer.text("Mild."));
		runLibrary((context) -> {
			Library library = context.getBean(Library.class);
			library.fill();
			spans(context);
			this.server.clear();
			assertThat(library.ask("How is Paris?")).isEqualTo("Mild.");
			assertThat(tree(context)).isEqualTo(
					"ask [span]\n" + "  spring_ai chat_client [span]\n" + "    spring_ai chat_client [span]\n      "
							+ GENERATION + "    simple query [retriever]\n      " + EMBEDDING + "    " + GENERATION);
			Span retriever = this.server.span("simple query");
			assertThat(retriever.inputJson().path("query").asString()).isEqualTo("Paris climate");
			assertThat(retriever.inputJson().path("top_k").asInt()).isEqualTo(2);
			assertThat(retriever.inputJson().path("filter").asString()).contains("country").contains("France");
			assertThat(retriever.outputJson()).hasSize(1);
			assertThat(retriever.outputJson().at("/0/id").asString()).isEqualTo("d1");
			assertThat(retriever.outputJson().at("/0/text").asString()).isEqualTo("Paris is mild");
			assertThat(retriever.outputJson().at("/0/score").isNumber()).isTrue();
			assertThat(retriever.outputJson().at("/0/metadata/country").asString()).isEqualTo("France");
			assertThat(retriever.metadata("system")).isEqualTo("simple");
		});
	}

	@Test
	void embeddingHasTextsButNoVectors() {
		runLibrary((context) -> {
			context.getBean(EmbeddingModel.class).embed(List.of("one", "two"));
			assertThat(tree(context)).isEqualTo(EMBEDDING);
			Span embedding = this.server.span("embedding embed-stub");
			assertThat(embedding.input()).isEqualTo("[\"one\",\"two\"]");
			assertThat(embedding.output()).isEqualTo("{\"count\":2,\"dimensions\":3}");
			assertThat(embedding.text("langfuse.observation.model.parameters")).isEqualTo("{\"dimensions\":3}");
			assertThat(embedding.metadata("provider")).isEqualTo("openai");
		});
	}

	@Test
	void textsOfEmbeddingsCanStayAway() {
		this.contextRunner.withUserConfiguration(LibraryApplication.class)
			.withPropertyValues("langfuse.capture.types.embedding.input=false")
			.run((context) -> {
				context.getBean(EmbeddingModel.class).embed("one");
				spans(context);
				assertThat(this.server.span("embedding embed-stub").input()).isNull();
			});
	}

	@Test
	void addingIsASpan() {
		runLibrary((context) -> {
			context.getBean(VectorStore.class).add(List.of(new Document("Oslo is cold")));
			// Before, the store asks once how many dimensions there are
			assertThat(tree(context)).isEqualTo(EMBEDDING + "simple add [span]\n  " + EMBEDDING);
		});
	}

	@Test
	void imageIsAGeneration() {
		runLibrary((context) -> {
			// Spring AI tells observations the options of the prompt only, not those of
			// the model
			context.getBean(ImageModel.class)
				.call(new ImagePrompt("a cat", OpenAiImageOptions.builder().model("paint-stub").n(2).build()));
			Span image = spans(context).get(0);
			assertThat(image.type()).isEqualTo("generation");
			assertThat(image.input()).isEqualTo("a cat");
			assertThat(image.output())
				.isEqualTo("[{\"url\":\"http://images/1.png\"},{\"b64_json\":\"<8 characters of base64>\"}]");
			assertThat(image.text("langfuse.observation.model.name")).isEqualTo("paint-stub");
			assertThat(image.text("langfuse.observation.model.parameters")).contains("\"n\":2");
		});
	}

	@Test
	void callsOfEvaluatorsAreBelowTheirCaller() {
		this.models.answer(ModelAnswer.text("YES"));
		runLibrary((context) -> {
			assertThat(context.getBean(Library.class).isRelevant("How is Paris?", "Mild.")).isTrue();
			assertThat(tree(context)).isEqualTo("isRelevant [span]\n  spring_ai chat_client [span]\n    " + GENERATION);
		});
	}

	private void runLibrary(Consumer<ApplicationContext> code) {
		this.contextRunner.withUserConfiguration(LibraryApplication.class).run((context) -> {
			assertThat(context).hasNotFailed();
			code.accept(context);
		});
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ChatApplication.class)
	static class LibraryApplication {

		@Bean
		EmbeddingModel embeddingModel(ModelServer server, ObservationRegistry registry) {
			return OpenAiEmbeddingModel.builder()
				.options(OpenAiEmbeddingOptions.builder()
					.baseUrl(server.url() + "/v1")
					.apiKey("sk-key-of-openai")
					.model("embed-stub")
					.dimensions(3)
					.build())
				.observationRegistry(registry)
				.build();
		}

		@Bean
		ImageModel imageModel(ModelServer server, ObservationRegistry registry) {
			return OpenAiImageModel.builder()
				.options(OpenAiImageOptions.builder().baseUrl(server.url() + "/v1").apiKey("sk-key-of-openai").build())
				.observationRegistry(registry)
				.build();
		}

		@Bean
		VectorStore vectorStore(EmbeddingModel embeddings, ObservationRegistry registry) {
			return SimpleVectorStore.builder(embeddings).observationRegistry(registry).build();
		}

		@Bean
		Library library(ChatClient.Builder builder, VectorStore store) {
			return new Library(builder, store);
		}

	}

	static class Library {

		private final ChatClient.Builder builder;

		private final VectorStore store;

		Library(ChatClient.Builder builder, VectorStore store) {
			this.builder = builder;
			this.store = store;
		}

		void fill() {
			this.store.add(List.of(new Document("d1", "Paris is mild", Map.of("country", "France")),
					new Document("d2", "Oslo is cold", Map.of("country", "Norway"))));
		}

		@Observe
		String ask(String question) {
			RetrievalAugmentationAdvisor advisor = RetrievalAugmentationAdvisor.builder()
				.queryTransformers(RewriteQueryTransformer.builder().chatClientBuilder(this.builder.clone()).build())
				.documentRetriever(VectorStoreDocumentRetriever.builder()
					.vectorStore(this.store)
					.topK(2)
					.filterExpression(new FilterExpressionBuilder().eq("country", "France").build())
					.build())
				.build();
			return this.builder.clone().build().prompt().user(question).advisors(advisor).call().content();
		}

		@Observe
		boolean isRelevant(String question, String answer) {
			return RelevancyEvaluator.builder()
				.chatClientBuilder(this.builder)
				.build()
				.evaluate(new EvaluationRequest(question, List.of(), answer))
				.isPass();
		}

	}

}
