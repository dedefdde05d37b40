/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.feedback;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.autoconfigure.InvalidLangfusePropertyException;
import dev.langfuse4j.feedback.FeedbackName;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.StringUtils;

/**
 * The endpoint that takes the feedback of users.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.feedback")
public class FeedbackProperties {

	private static final int MIN_SECRET = 32;

	/**
	 * Whether to expose an endpoint that accepts feedback of users.
	 */
	private boolean enabled;

	/**
	 * Path of the endpoint, relative to the context path of the application.
	 */
	private String path = "/langfuse/feedback";

	/**
	 * Names of feedback that users may send, each with the accepted values: 'boolean',
	 * 'numeric', 'numeric:1..5' or 'category:wrong,slow'. Votes with other names are
	 * refused.
	 */
	private Map<String, String> names = new LinkedHashMap<>();

	/**
	 * Whether a vote requires a token of the bean 'LangfuseFeedback'. Otherwise, anyone
	 * who knows the ID of a trace can vote on it.
	 */
	private boolean signed = true;

	/**
	 * Secret to sign tokens with, of at least 32 characters. All instances of the
	 * application need the same secret.
	 */
	private @Nullable String secret;

	/**
	 * Former secrets. Tokens that were signed with them are still accepted.
	 */
	private List<String> previousSecrets = new ArrayList<>();

	/**
	 * Time for which a token is accepted. A plain number is in seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration tokenValidity = Duration.ofDays(7);

	/**
	 * Maximum number of requests per minute from one client address or IPv6 network.
	 */
	private int clientRequestsPerMinute = 30;

	/**
	 * Maximum number of requests per minute from all clients together.
	 */
	private int requestsPerMinute = 600;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public Map<String, String> getNames() {
		return this.names;
	}

	public void setNames(Map<String, String> names) {
		this.names = names;
	}

	public boolean isSigned() {
		return this.signed;
	}

	public void setSigned(boolean signed) {
		this.signed = signed;
	}

	public @Nullable String getSecret() {
		return this.secret;
	}

	public void setSecret(@Nullable String secret) {
		this.secret = secret;
	}

	public List<String> getPreviousSecrets() {
		return this.previousSecrets;
	}

	public void setPreviousSecrets(List<String> previousSecrets) {
		this.previousSecrets = previousSecrets;
	}

	public Duration getTokenValidity() {
		return this.tokenValidity;
	}

	public void setTokenValidity(Duration tokenValidity) {
		this.tokenValidity = tokenValidity;
	}

	public int getClientRequestsPerMinute() {
		return this.clientRequestsPerMinute;
	}

	public void setClientRequestsPerMinute(int clientRequestsPerMinute) {
		this.clientRequestsPerMinute = clientRequestsPerMinute;
	}

	public int getRequestsPerMinute() {
		return this.requestsPerMinute;
	}

	public void setRequestsPerMinute(int requestsPerMinute) {
		this.requestsPerMinute = requestsPerMinute;
	}

	/**
	 * Stops the start if a value cannot work. Names no secret.
	 */
	void check() {
		require(this.path.startsWith("/") && this.path.length() > 1, "path", "does not begin with '/'",
				"Set it to a path such as /langfuse/feedback.");
		require(!this.names.isEmpty(), "names", "is empty",
				"List the names of feedback that users may send, for example "
						+ "langfuse.feedback.names.thumbs=boolean, or set langfuse.feedback.enabled to " + "false.");
		require(this.clientRequestsPerMinute > 0, "client-requests-per-minute", "is not positive",
				"Set it to a value above zero.");
		require(this.requestsPerMinute > 0, "requests-per-minute", "is not positive", "Set it to a value above zero.");
		toNames();
		if (this.signed) {
			secrets();
			require(this.tokenValidity.compareTo(Duration.ofSeconds(1)) >= 0
					&& this.tokenValidity.compareTo(Duration.ofDays(36_500)) < 0, "token-validity",
					"is too short for a vote", "Set it to one second or more.");
		}
	}

	/**
	 * The secret that signs, then the former ones.
	 */
	List<String> secrets() {
		String cure = "Set it to at least " + MIN_SECRET
				+ " random characters, for example to the output of 'openssl rand -base64 32'. All "
				+ "instances of the application need the same secret";
		String current = (this.secret != null) ? this.secret.trim() : "";
		require(StringUtils.hasText(current), "secret", "is not set",
				cure + ", or set langfuse.feedback.enabled to false.");
		List<String> secrets = new ArrayList<>();
		secrets.add(current);
		this.previousSecrets.forEach((former) -> secrets.add(former.trim()));
		for (int i = 0; i < secrets.size(); i++) {
			require(secrets.get(i).length() >= MIN_SECRET, (i == 0) ? "secret" : "previous-secrets[" + (i - 1) + "]",
					"has less than " + MIN_SECRET + " characters", cure + ".");
		}
		return secrets;
	}

	Map<String, FeedbackName> toNames() {
		Map<String, FeedbackName> types = new LinkedHashMap<>();
		this.names.forEach((name, type) -> {
			try {
				types.put(name, FeedbackName.of(type));
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidLangfusePropertyException("langfuse.feedback.names." + name,
						String.valueOf(ex.getMessage()),
						"Set it to 'boolean', 'numeric', a range such as 'numeric:1..5', or categories such as "
								+ "'category:wrong,slow'.");
			}
		});
		return types;
	}

	private static void require(boolean condition, String name, String problem, String action) {
		if (!condition) {
			throw new InvalidLangfusePropertyException("langfuse.feedback." + name, problem, action);
		}
	}

}
