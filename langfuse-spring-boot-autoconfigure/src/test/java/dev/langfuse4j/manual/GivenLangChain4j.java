/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.manual;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langfuse4j.langchain4j.LangfuseAgentListener;
import dev.langfuse4j.langchain4j.LangfuseContentRetrieverListener;
import dev.langfuse4j.langchain4j.LangfuseEmbeddingModelListener;
import dev.langfuse4j.langchain4j.LangfuseEmbeddingStoreListener;
import dev.langfuse4j.prompt.ChatPrompt;

/**
 * Declares further names, for the pages about LangChain4j.
 */
abstract class GivenLangChain4j extends Given {

	Assistant assistant;

	ChatModel model;

	ContentRetriever retriever;

	EmbeddingModel embeddingModel;

	EmbeddingStore<TextSegment> embeddingStore;

	ImageModel imageModel;

	ChatPrompt prompt;

	LangfuseContentRetrieverListener langfuseContentRetrieverListener;

	LangfuseEmbeddingModelListener langfuseEmbeddingModelListener;

	LangfuseEmbeddingStoreListener langfuseEmbeddingStoreListener;

	LangfuseAgentListener langfuseAgentListener;

	Object writer;

	Object editor;

	interface Assistant {

		String ask(String question);

		String ask(String question, InvocationParameters parameters);

	}

	record Answer(String text, String traceId, String observationId) {
	}

}
