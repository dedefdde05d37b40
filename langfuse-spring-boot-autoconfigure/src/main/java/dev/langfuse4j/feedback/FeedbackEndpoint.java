/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.langfuse4j.capture.WellFormed;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.score.LangfuseScores;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Takes votes, whatever server they come by. Nothing of a request is logged, and nothing
 * of it is quoted in an answer. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class FeedbackEndpoint {

	/**
	 * Maximum number of bytes to read.
	 */
	public static final int MAX_BODY = 8 * 1024;

	private static final int MAX_COMMENT = 2_000;

	/**
	 * The bytes of an address of IPv6 that are the same for all of a household.
	 */
	private static final int PREFIX = 8;

	private final Map<String, FeedbackName> names;

	private final @Nullable FeedbackTokens tokens;

	private final FeedbackLimits limits;

	private final Consumer<FeedbackVote> votes;

	/**
	 * Creates an endpoint.
	 * @param names the accepted names
	 * @param tokens verifies tokens, or {@code null} to accept IDs from any client
	 * @param limits limits the requests
	 * @param scores takes the votes as scores
	 */
	public FeedbackEndpoint(Map<String, FeedbackName> names, @Nullable FeedbackTokens tokens, FeedbackLimits limits,
			LangfuseScores scores) {
		this(names, tokens, limits, new ScoredVotes(scores));
	}

	FeedbackEndpoint(Map<String, FeedbackName> names, @Nullable FeedbackTokens tokens, FeedbackLimits limits,
			Consumer<FeedbackVote> votes) {
		this.names = Map.copyOf(names);
		this.tokens = tokens;
		this.limits = limits;
		this.votes = votes;
	}

	/**
	 * Decides whether the body of a request is to be read.
	 * @param client the address of the client
	 * @param contentType the header, if there is one
	 * @param contentLength the length of the body, negative if it is not known
	 * @return what to answer instead, or {@code null} to read the body
	 */
	public @Nullable FeedbackAnswer refuse(String client, @Nullable String contentType, long contentLength) {
		long wait = this.limits.take(network(client));
		if (wait > 0) {
			return FeedbackAnswer.problem(HttpStatus.TOO_MANY_REQUESTS, "Too many requests", null).retryAfter(wait);
		}
		if (!isJson(contentType)) {
			return FeedbackAnswer.problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON", null);
		}
		return (contentLength > MAX_BODY) ? tooLarge() : null;
	}

	/**
	 * The answer to a request whose body goes on after what may be read of it.
	 * @return the answer
	 */
	public FeedbackAnswer tooLarge() {
		return FeedbackAnswer.problem(HttpStatus.CONTENT_TOO_LARGE,
				"The body must not have more than " + MAX_BODY + " bytes", null);
	}

	/**
	 * Takes a vote.
	 * @param client the address of the client
	 * @param body the body as it came
	 * @param project finds the project of the request, if that is not signed
	 * @return the answer
	 */
	public FeedbackAnswer receive(String client, byte[] body, Supplier<@Nullable String> project) {
		try {
			FeedbackVote vote = vote(network(client), read(body), project);
			this.votes.accept(vote);
			return FeedbackAnswer.accepted(vote.id());
		}
		catch (InvalidFeedbackException ex) {
			return FeedbackAnswer.problem(HttpStatus.BAD_REQUEST, String.valueOf(ex.getMessage()), ex.field());
		}
	}

	private FeedbackVote vote(String client, JsonNode request, Supplier<@Nullable String> project) {
		// Who is known only by an address has one vote for each address
		String voter = (this.tokens != null) ? text(request, "token") : client;
		FeedbackTarget target = (this.tokens != null) ? this.tokens.verify(voter) : target(request, project.get());
		String name = text(request, "name");
		FeedbackName known = this.names.get(name);
		if (known == null) {
			throw new InvalidFeedbackException("name", "is not an accepted name");
		}
		Object value = known.read(request.path("value"));
		return new FeedbackVote(id(voter, target, name), target, name, value, comment(request.path("comment")));
	}

	private static FeedbackTarget target(JsonNode request, @Nullable String project) {
		String traceId = text(request, "traceId");
		if (!FeedbackTarget.isTraceId(traceId)) {
			throw new InvalidFeedbackException("traceId", "must be 32 lower-case hex digits");
		}
		String observationId = request.hasNonNull("observationId") ? text(request, "observationId") : null;
		if (observationId != null && !FeedbackTarget.isObservationId(observationId)) {
			throw new InvalidFeedbackException("observationId", "must be 16 lower-case hex digits");
		}
		return new FeedbackTarget(project, traceId, observationId, null);
	}

	private static JsonNode read(byte[] body) {
		try {
			JsonNode request = JsonMapper.shared().readTree(body);
			if (request.isObject()) {
				return request;
			}
		}
		catch (JacksonException ex) {
			// Said without what Jackson says, which quotes the body
		}
		throw new InvalidFeedbackException("body", "must be a JSON object");
	}

	private static String text(JsonNode request, String field) {
		JsonNode value = request.path(field);
		if (!value.isString() || value.stringValue().isEmpty()) {
			throw new InvalidFeedbackException(field, "must be a text");
		}
		return value.stringValue();
	}

	private static @Nullable String comment(JsonNode comment) {
		if (comment.isMissingNode() || comment.isNull()) {
			return null;
		}
		if (!comment.isString() || comment.stringValue().length() > MAX_COMMENT) {
			throw new InvalidFeedbackException("comment", "must be a text of at most " + MAX_COMMENT + " characters");
		}
		String text = WellFormed.of(comment.stringValue()).replaceAll("\\s", " ").replaceAll("\\p{Cntrl}", "").strip();
		return text.isEmpty() ? null : text;
	}

	/**
	 * Derives an ID by which a second vote replaces the first one of the same user only.
	 */
	private static String id(String voter, FeedbackTarget target, String name) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			String identity = String.join("\n", name, target.traceId(), String.valueOf(target.observationId()), voter);
			byte[] bytes = digest.digest(identity.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(bytes, 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("The virtual machine has no SHA-256", ex);
		}
	}

	/**
	 * Any form with fields can be sent from any page, JSON only with the permission of
	 * the server.
	 */
	private static boolean isJson(@Nullable String contentType) {
		try {
			return contentType != null
					&& MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(contentType));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	/**
	 * A client of IPv6 has as many addresses as it likes, but one network.
	 */
	private static String network(String client) {
		if (client.indexOf(':') < 0) {
			return client;
		}
		try {
			// No name, so nobody is asked
			byte[] address = InetAddress.getByName(client).getAddress();
			return HexFormat.of().formatHex(Arrays.copyOf(address, Math.min(address.length, PREFIX)));
		}
		catch (UnknownHostException ex) {
			return client;
		}
	}

}
