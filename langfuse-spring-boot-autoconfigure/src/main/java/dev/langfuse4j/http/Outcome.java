/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.time.Duration;
import java.util.Locale;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a request.
 *
 * @param kind the treatment of the outcome
 * @param status the HTTP status, or 0 without a response
 * @param message the message of the server or of the failure, from outside: escape before
 * logging
 * @param retryAfter the delay that the server requests, or {@code null}
 * @param rejected how many observations the server did not take of a request that it took
 * @param suspect what is likely to blame, if not the server or the request
 * @param body what the server said of a request that it took, from outside
 * @since 0.1.0
 */
@Internal
public record Outcome(Kind kind, int status, String message, @Nullable Duration retryAfter, long rejected,
		@Nullable Suspect suspect, byte[] body) {

	private static final int TOO_MANY_REQUESTS = 429;

	private static final byte[] NOTHING = new byte[0];

	/**
	 * Creates an outcome without a body.
	 * @param kind the treatment of the outcome
	 * @param status the HTTP status, or 0 without a response
	 * @param message the message of the server or of the failure
	 * @param retryAfter the delay that the server requests, or {@code null}
	 * @param rejected how many observations the server did not take
	 * @param suspect what is likely to blame, if not the server or the request
	 */
	public Outcome(Kind kind, int status, String message, @Nullable Duration retryAfter, long rejected,
			@Nullable Suspect suspect) {
		this(kind, status, message, retryAfter, rejected, suspect, NOTHING);
	}

	/**
	 * Returns this outcome with a body.
	 * @param answered the body
	 * @return the outcome
	 */
	public Outcome withBody(byte[] answered) {
		return new Outcome(this.kind, this.status, this.message, this.retryAfter, this.rejected, this.suspect,
				answered);
	}

	/**
	 * Whether the content of a request may be the cause of a failure. This is not the
	 * case if the server only requests a delay.
	 * @return whether it may be the fault of the request
	 */
	public boolean isSuspicious() {
		return this.retryAfter == null && this.status != TOO_MANY_REQUESTS;
	}

	/**
	 * The outcome of a request that failed without an answer.
	 * @param ex the failure
	 * @return the outcome
	 */
	public static Outcome failure(Throwable ex) {
		return OutcomeRules.ofFailure(ex);
	}

	/**
	 * The reaction to an answer.
	 */
	public enum Kind {

		/**
		 * The server has it.
		 */
		DELIVERED,

		/**
		 * The server has a part of it and will never take the rest.
		 */
		PARTIAL,

		/**
		 * The same bytes may succeed later.
		 */
		RETRY,

		/**
		 * Fewer bytes may succeed.
		 */
		TOO_LARGE,

		/**
		 * The same bytes succeed once keys, host or path are corrected.
		 */
		MISCONFIGURED,

		/**
		 * The request was not sent, because there are no credentials.
		 */
		WITHHELD,

		/**
		 * The server will never take it.
		 */
		REJECTED;

		/**
		 * The kind as it is counted: lower case, with hyphens.
		 * @return the name of the kind
		 */
		public String value() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
