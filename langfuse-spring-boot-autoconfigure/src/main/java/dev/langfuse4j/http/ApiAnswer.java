/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.nio.charset.StandardCharsets;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import org.springframework.http.HttpHeaders;

/**
 * The answer to an {@link ApiRequest}: its status, headers and body as they came.
 *
 * @param kind how the call ended
 * @param status the HTTP status, or 0 without an answer
 * @param headers the headers of the answer
 * @param body the body, empty unless it was read as a whole
 * @param problem what went wrong without a status, from outside: escape before logging
 * @since 0.1.0
 */
@Internal
public record ApiAnswer(Kind kind, int status, HttpHeaders headers, byte[] body, String problem) {

	private static final byte[] NOTHING = new byte[0];

	/**
	 * Whether the server has fulfilled the request.
	 * @return whether the status is 2xx and the body was read as a whole
	 */
	public boolean isSuccess() {
		return this.kind == Kind.ANSWERED && this.status >= 200 && this.status < 300;
	}

	/**
	 * Whether the same request may succeed a moment later.
	 * @return whether there was no answer, or one of 408, 429 and 5xx
	 */
	public boolean isTransient() {
		return this.kind == Kind.UNANSWERED
				|| (this.kind == Kind.ANSWERED && (this.status == 408 || this.status == 429 || this.status >= 500));
	}

	/**
	 * Reads the body.
	 * @return the JSON, a missing node for anything else
	 */
	public JsonNode json() {
		try {
			return JsonMapper.shared().readTree(this.body);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	/**
	 * Describes the response. Quoted text of the server is removed, because it may be
	 * content.
	 * @return the description, from outside: escape before logging
	 */
	public String describe() {
		return switch (this.kind) {
			case UNANSWERED -> "cannot be reached (" + this.problem + ")";
			case WITHHELD -> "was not asked: " + this.problem;
			case TOO_LARGE -> "answered " + this.status + " with more than " + this.problem;
			case ANSWERED -> {
				String message = AnswerText.of(new String(this.body, StandardCharsets.UTF_8));
				yield "answered " + this.status + ((message.isEmpty() || isSuccess()) ? "" : " (" + message + ")");
			}
		};
	}

	static ApiAnswer answered(int status, HttpHeaders headers, byte[] body) {
		return new ApiAnswer(Kind.ANSWERED, status, headers, body, "");
	}

	static ApiAnswer tooLarge(int status, HttpHeaders headers, int limit) {
		return new ApiAnswer(Kind.TOO_LARGE, status, headers, NOTHING, limit + " bytes");
	}

	static ApiAnswer unanswered(Outcome failure) {
		Suspect suspect = failure.suspect();
		return without(Kind.UNANSWERED, failure.message() + ((suspect != null) ? ". " + suspect.advice() : ""));
	}

	static ApiAnswer withheld() {
		return without(Kind.WITHHELD, "there are no credentials");
	}

	private static ApiAnswer without(Kind kind, @Nullable String problem) {
		return new ApiAnswer(kind, 0, HttpHeaders.EMPTY, NOTHING, (problem != null) ? problem : "");
	}

	/**
	 * Shows no body, which may be content.
	 */
	@Override
	public String toString() {
		return "ApiAnswer[" + this.kind + ", " + this.status + "]";
	}

	/**
	 * The result of a call.
	 */
	public enum Kind {

		/**
		 * The server answered, whatever it said, and the answer was read as a whole.
		 */
		ANSWERED,

		/**
		 * The body of the response is larger than the limit, and was not kept.
		 */
		TOO_LARGE,

		/**
		 * There was no whole answer: no connection, a time-out, or an answer that broke
		 * off.
		 */
		UNANSWERED,

		/**
		 * Nothing was sent, because the project has no keys at the moment.
		 */
		WITHHELD

	}

}
