/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.UUID;

import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.rag.query.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads the conversation of a retriever's query.
 */
final class Queries {

	private Queries() {
	}

	/**
	 * Returns the AI service call of a query, or {@code null} if there is none.
	 */
	static @Nullable AiServiceCall service(Query query) {
		InvocationContext invocation = (query.metadata() != null) ? query.metadata().invocationContext() : null;
		UUID id = (invocation != null) ? invocation.invocationId() : null;
		// Of services only where they are present
		return (id != null) ? LangChain4jTracing.call(id) : null;
	}

}
