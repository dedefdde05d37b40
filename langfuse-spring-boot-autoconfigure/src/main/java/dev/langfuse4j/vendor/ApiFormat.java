/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.Map;

import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * Format of the requests and responses of one operation of an API. Messages are written
 * as {@code {role, content, …}}, which Langfuse renders as a chat.
 */
interface ApiFormat {

	/**
	 * The first word of an observation's name.
	 */
	default String operation() {
		return "chat";
	}

	default ObservationType type() {
		return ObservationType.GENERATION;
	}

	@Nullable Object input(Json request);

	/**
	 * The parameters that tell a model how to answer.
	 */
	Map<String, Object> parameters(Json request);

	@Nullable Object output(Json response);

	@Nullable TokenCounts usage(Json response);

	/**
	 * Returns the relevant part of a response, if the whole would be too large.
	 * @param response the response as the client's type
	 * @return the value to read instead
	 */
	default Object shown(Object response) {
		return response;
	}

	/**
	 * Puts the parts of a stream together, {@code null} where nothing is known of them.
	 */
	default @Nullable StreamFormat stream(int maxLength) {
		return null;
	}

}
