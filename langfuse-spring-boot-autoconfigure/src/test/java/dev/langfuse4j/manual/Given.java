/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.manual;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.feedback.LangfuseFeedback;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.prompt.LangfusePrompts;
import dev.langfuse4j.prompt.PromptMessage;
import dev.langfuse4j.score.LangfuseScores;
import dev.langfuse4j.test.LangfuseAssertions;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.test.RecorderAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import reactor.core.publisher.Mono;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.web.client.RestClient;

/**
 * Declares the names that blocks of Java in the manual take for granted: beans, and an
 * application around them. A comment in front of a block declares the names that only it
 * needs.
 */
abstract class Given {

	Langfuse langfuse;

	LangfusePrompts prompts;

	LangfuseScores scores;

	LangfuseFeedback feedback;

	LangfuseRecorder recorder;

	ExportStatistics statistics;

	ContextWrapper contextWrapper;

	ExecutorService executor;

	ChatClient chatClient;

	RestClient restClient;

	HttpSecurity http;

	Assistant assistant;

	Client client;

	String[] args;

	String question;

	String answer;

	String text;

	String traceId;

	String observationId;

	String sessionId;

	String conversationId;

	String userId;

	String voteId;

	String runId;

	String note;

	String betterAnswer;

	String product;

	String language;

	String key;

	String raw;

	String tenant;

	User user;

	Object weather;

	Object config;

	Candidate candidate;

	List<PromptMessage> history;

	RecorderAssert assertThat(LangfuseRecorder recorder) {
		return LangfuseAssertions.assertThat(recorder);
	}

	AbstractStringAssert<?> assertThat(String text) {
		return Assertions.assertThat(text);
	}

	Mono<String> search(String question) {
		throw new UnsupportedOperationException();
	}

	void handle(String answer) {
	}

	UsageDetails usageOf(String answer) {
		throw new UnsupportedOperationException();
	}

	String ask(String question) {
		throw new UnsupportedOperationException();
	}

	boolean isGrounded(String answer) {
		throw new UnsupportedOperationException();
	}

	String parse(String text) {
		throw new UnsupportedOperationException();
	}

	Double rank(Candidate candidate) {
		throw new UnsupportedOperationException();
	}

	interface Assistant {

		Answer handle(String question);

	}

	record Answer(String text, String token) {
	}

	record Order(String id) {
	}

	record User(String id, String name) {
	}

	record Candidate(String cv) {
	}

	record Token(String text) {
	}

	record Pair(String id, String secret) {
	}

	record Response(String text, String model, int promptTokens, int outputTokens) {
	}

	record Document(String text) {
	}

	interface SecondChatModel extends ChatModel {

	}

	interface Vault {

		Optional<Pair> find(String name);

	}

	interface MyStore {

		void save(List<ObservationData> observations);

	}

	static class NightlyJob {

	}

	/** A client that answers by a callback. */
	interface Client {

		void ask(String question, Consumer<String> answer, Consumer<Throwable> failure);

	}

}
