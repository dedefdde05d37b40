/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * The response to a vote.
 *
 * @param status the status
 * @param headers the headers
 * @param body the JSON
 * @since 0.1.0
 */
@Internal
public record FeedbackAnswer(HttpStatus status, HttpHeaders headers, byte[] body) {

	static FeedbackAnswer accepted(String id) {
		return of(HttpStatus.ACCEPTED, MediaType.APPLICATION_JSON, Map.of("id", id));
	}

	static FeedbackAnswer problem(HttpStatus status, String detail, @Nullable String field) {
		Map<String, Object> problem = new LinkedHashMap<>();
		problem.put("type", "about:blank");
		problem.put("title", status.getReasonPhrase());
		problem.put("status", status.value());
		problem.put("detail", detail);
		if (field != null) {
			problem.put("field", field);
		}
		return of(status, MediaType.APPLICATION_PROBLEM_JSON, problem);
	}

	FeedbackAnswer retryAfter(long seconds) {
		this.headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
		return this;
	}

	private static FeedbackAnswer of(HttpStatus status, MediaType type, Map<String, ?> body) {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(type);
		headers.setCacheControl("no-store");
		return new FeedbackAnswer(status, headers, JsonMapper.shared().writeValueAsBytes(body));
	}

}
