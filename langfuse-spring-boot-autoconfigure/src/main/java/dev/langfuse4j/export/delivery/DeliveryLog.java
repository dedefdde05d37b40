/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.observation.ProjectName;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Logs why observations are not delivered: each cause once, and again only after a
 * success and some minutes. Used by the export thread only.
 */
final class DeliveryLog {

	private static final Log logger = LogFactory.getLog(Delivery.class);

	private static final long QUIET = Duration.ofMinutes(5).toNanos();

	private static final int MAX_MESSAGE = 200;

	private final ProjectName project;

	private final Connection connection;

	private final RequestKind kind;

	private final Map<String, Long> said = new HashMap<>();

	private @Nullable Long lastSuccess;

	private boolean failing;

	DeliveryLog(ProjectName project, Connection connection, RequestKind kind) {
		this.project = project;
		this.connection = connection;
		this.kind = kind;
	}

	void delivered(Outcome outcome) {
		if (!outcome.message().isEmpty()) {
			warn(outcome, () -> answer(outcome));
		}
		if (this.lastSuccess == null) {
			logger.info("First " + this.kind.contents() + " delivered to " + server());
		}
		else if (this.failing) {
			logger.info("Delivery to " + server() + " resumed");
		}
		this.failing = false;
		this.lastSuccess = System.nanoTime();
	}

	/**
	 * Logs that a server refused items.
	 * @param lost the number of lost items, 0 while the refused item is searched for
	 */
	void rejected(Outcome outcome, int lost) {
		this.failing = true;
		warn(outcome, () -> answer(outcome) + ((lost > 0) ? ". " + items() + " lost: " + lost
				: ". Splitting the batch to find the rejected items"));
	}

	/**
	 * Logs that a server refused items of an accepted request.
	 * @param reason the reason, from outside
	 */
	void refused(String reason, Batch batch) {
		once("refused " + reason, () -> logger.error(StringUtils.capitalize(server()) + " rejected " + this.kind.items()
				+ " (" + Escape.line(reason.strip(), MAX_MESSAGE) + "). " + items() + " lost: " + batch.size()));
	}

	void failed(Outcome outcome) {
		this.failing = true;
		switch (outcome.kind()) {
			case RETRY -> warn(outcome,
					() -> answer(outcome) + ((outcome.suspect() != null) ? ". " + outcome.suspect().advice() : "")
							+ ". The " + this.kind.items() + " are kept and sent again");
			case MISCONFIGURED -> error(outcome, () -> answer(outcome) + ". " + cure(outcome) + ". The "
					+ this.kind.items() + " are kept and sent when this is corrected");
			case TOO_LARGE -> warn(outcome, () -> answer(outcome) + ". Sending smaller requests");
			default -> {
			}
		}
	}

	void lost(LossReason reason, Batch batch) {
		lost(reason, batch.size());
	}

	void lost(LossReason reason, int items) {
		once("lost " + reason,
				() -> logger.warn("Langfuse: " + this.kind.items() + " lost: " + items + " (" + reason.text()
						+ this.project.mention(", project '", "'")
						+ "). See 'Reasons for losses' in docs/reliability.md"));
	}

	private String items() {
		return StringUtils.capitalize(this.kind.items());
	}

	private String answer(Outcome outcome) {
		String where = StringUtils.capitalize(server());
		String what = (outcome.status() > 0) ? " answered " + outcome.status() : " cannot be reached";
		String message = Escape.line(outcome.message().strip(), MAX_MESSAGE);
		return where + what + (message.isEmpty() ? "" : " (" + message + ")");
	}

	private String cure(Outcome outcome) {
		if (outcome.suspect() != null) {
			return outcome.suspect().advice();
		}
		if (this.connection.credentials() == null) {
			return "Check langfuse.export.endpoint and langfuse.export.headers";
		}
		if (outcome.status() == 401 || outcome.status() == 403) {
			return "Check that " + this.project.property("public-key") + " (" + Escape.line(keyPrefix(), MAX_MESSAGE)
					+ ") and " + this.project.property("secret-key") + " belong to a project of this server" + region();
		}
		return "Check " + this.project.property("base-url")
				+ ": set it to the URL of the Langfuse server, without an API path";
	}

	/**
	 * Each region of Langfuse Cloud has its own keys.
	 */
	private String region() {
		String host = String.valueOf(this.connection.baseUrl().getHost());
		return host.endsWith("cloud.langfuse.com")
				? " and region: langfuse.base-url is https://cloud.langfuse.com for the EU, "
						+ "https://us.cloud.langfuse.com for the US"
				: "";
	}

	private String keyPrefix() {
		try {
			return this.connection.keyPrefix();
		}
		catch (RuntimeException ex) {
			return "unknown";
		}
	}

	private String server() {
		return ((this.connection.credentials() != null) ? "Langfuse at " : "the collector at ") + host()
				+ this.project.mention(" (project '", "')");
	}

	private String host() {
		URI url = this.connection.baseUrl();
		return Escape.line(url.getHost() + ((url.getPort() != -1) ? ":" + url.getPort() : ""), MAX_MESSAGE);
	}

	private void warn(Outcome outcome, Supplier<String> message) {
		once(key(outcome), () -> logger.warn(message.get()));
	}

	private void error(Outcome outcome, Supplier<String> message) {
		once(key(outcome), () -> logger.error(message.get()));
	}

	private static String key(Outcome outcome) {
		return outcome.kind() + " " + outcome.status() + " " + outcome.suspect();
	}

	private void once(String cause, Runnable say) {
		long now = System.nanoTime();
		Long before = this.said.get(cause);
		if (before == null || (this.lastSuccess != null && this.lastSuccess - before > 0 && now - before > QUIET)) {
			this.said.put(cause, now);
			say.run();
		}
	}

}
