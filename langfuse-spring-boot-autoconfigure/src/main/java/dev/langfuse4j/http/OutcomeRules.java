/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.langfuse4j.http.Outcome.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * The table of answers. 2xx: Langfuse has queued the data, and the body says nothing
 * more, unless it is that of a partial success.
 */
final class OutcomeRules {

	/**
	 * Longer waits than this are not waited: the next answer will say so again.
	 */
	static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(2);

	private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

	/**
	 * Matches the messages of the JDK's clients with the response of a proxy to CONNECT.
	 */
	private static final Pattern TUNNEL = Pattern
		.compile("(?i:tunnel failed, got: |tunnel through proxy.*HTTP/1\\.\\d )(\\d{3})");

	private OutcomeRules() {
	}

	static Outcome ofStatus(int status, @Nullable String retryAfter, String body) {
		Kind kind = kind(status);
		return new Outcome(kind, status, AnswerText.of(body),
				(kind == Kind.RETRY) ? retryAfter(retryAfter, Instant.now()) : null, 0,
				(status == PROXY_AUTHENTICATION_REQUIRED) ? Suspect.PROXY : null);
	}

	/**
	 * An answer of 2xx.
	 */
	static Outcome ofTaken(int status, PartialSuccess partial) {
		return new Outcome((partial.rejected() > 0) ? Kind.PARTIAL : Kind.DELIVERED, status,
				AnswerText.of(partial.message()), null, partial.rejected(), null);
	}

	static Outcome withheld() {
		return new Outcome(Kind.WITHHELD, 0, "no credentials", null, 0, null);
	}

	static Outcome ofFailure(Throwable ex) {
		Throwable cause = (ex instanceof WebClientRequestException && ex.getCause() != null) ? ex.getCause() : ex;
		Matcher tunnel = TUNNEL.matcher((cause.getMessage() != null) ? cause.getMessage() : "");
		if (tunnel.find()) {
			return ofTunnel(Integer.parseInt(tunnel.group(1)));
		}
		return new Outcome(Kind.RETRY, 0, describe(cause), null, 0, Suspect.of(cause));
	}

	/**
	 * A proxy would not lead to the server, which is not the fault of any observation.
	 */
	private static Outcome ofTunnel(int status) {
		Kind kind = (kind(status) == Kind.RETRY) ? Kind.RETRY : Kind.MISCONFIGURED;
		return new Outcome(kind, status, "the proxy did not open a tunnel", null, 0, Suspect.PROXY);
	}

	/**
	 * The JDK's client says nothing more than the class of the exception.
	 */
	private static String describe(Throwable ex) {
		Throwable root = NestedExceptionUtils.getMostSpecificCause(ex);
		if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
			return "unknown host";
		}
		if (ex instanceof ConnectException && ex.getMessage() == null) {
			return "no connection";
		}
		return ex.getClass().getSimpleName() + ((ex.getMessage() != null) ? ": " + ex.getMessage() : "");
	}

	static Outcome ofTimeout(Duration timeout) {
		return new Outcome(Kind.RETRY, 0, "no answer within " + timeout.toMillis() + " ms", null, 0, null);
	}

	private static Kind kind(int status) {
		if (status >= 200 && status < 300) {
			return Kind.DELIVERED;
		}
		if (status >= 500) {
			return Kind.RETRY;
		}
		return switch (status) {
			case 408, 425, 429 -> Kind.RETRY;
			case 413 -> Kind.TOO_LARGE;
			case 401, 403, 404, 405, PROXY_AUTHENTICATION_REQUIRED -> Kind.MISCONFIGURED;
			default -> (status < 400) ? Kind.MISCONFIGURED : Kind.REJECTED;
		};
	}

	/**
	 * The header in either form of RFC 9110, section 10.2.3: seconds or a date.
	 */
	static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
		if (header == null) {
			return null;
		}
		Duration wait;
		try {
			wait = Duration.ofSeconds(Long.parseLong(header.trim()));
		}
		catch (NumberFormatException | ArithmeticException ex) {
			try {
				wait = Duration.between(now,
						ZonedDateTime.parse(header.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
			}
			catch (DateTimeException | ArithmeticException notADate) {
				return null;
			}
		}
		if (wait.isNegative()) {
			return Duration.ZERO;
		}
		return (wait.compareTo(MAX_RETRY_AFTER) > 0) ? MAX_RETRY_AFTER : wait;
	}

}
