/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.TokenStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call of an AI service ends when its result has ended.
 */
class AiServiceMethodsTests {

	private final AiServiceContext context = AiServiceContext.create(Service.class);

	@ParameterizedTest
	@ValueSource(strings = { "text", "result", "list", "nothing" })
	void whatIsAValueIsOverWhenTheMethodReturns(String method) {
		assertThat(AiServiceMethods.isBlocking(this.context, method, 1)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "tokens", "flux", "publisher", "future", "stage", "stream", "iterator" })
	void whatComesLaterIsNot(String method) {
		assertThat(AiServiceMethods.isBlocking(this.context, method, 1)).isFalse();
	}

	interface Service {

		String text(String question);

		Result<String> result(String question);

		List<String> list(String question);

		void nothing(String question);

		TokenStream tokens(String question);

		Flux<String> flux(String question);

		Flow.Publisher<String> publisher(String question);

		CompletableFuture<String> future(String question);

		CompletionStage<String> stage(String question);

		Stream<String> stream(String question);

		Iterator<String> iterator(String question);

	}

}
