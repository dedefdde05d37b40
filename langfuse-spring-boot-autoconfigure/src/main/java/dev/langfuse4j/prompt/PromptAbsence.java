/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import dev.langfuse4j.logging.LogOnce;
import org.jspecify.annotations.Nullable;

/**
 * Explains why Langfuse cannot supply a prompt, to the log if there is a fallback, and to
 * the caller otherwise.
 *
 * @param kind the kind of reason
 * @param reason the reason, a sentence without its full stop
 */
record PromptAbsence(Kind kind, Supplier<String> reason) {

	private static final String ADD_FALLBACK = ". Add a fallback with fallback(…) or as a file below "
			+ "langfuse.prompt.fallback-location.";

	/**
	 * Creates a logger for each kind of reason: however many names nobody has created,
	 * the failure of another prompt is logged.
	 */
	static Map<Kind, LogOnce> loggers() {
		Map<Kind, LogOnce> loggers = new EnumMap<>(Kind.class);
		for (Kind kind : Kind.values()) {
			loggers.put(kind, new LogOnce(LangfusePrompts.class));
		}
		return loggers;
	}

	/**
	 * Logs that a fallback is used: once for each prompt and kind of reason. Without a
	 * server, any text may be the name of a project, so it does not count.
	 */
	void log(Map<Kind, LogOnce> loggers, PromptQuery query, @Nullable String project) {
		String where = (project != null && this.kind != Kind.NO_SERVER) ? project : "";
		PromptKey about = query.key(where);
		LogOnce logger = Objects.requireNonNull(loggers.get(this.kind));
		switch (this.kind) {
			case MISSING -> logger.warn(about, () -> this.reason.get()
					+ ". Its fallback is used. Create the prompt in Langfuse, or set the label");
			case FAILED -> logger.warn(about,
					() -> this.reason.get() + ". Its fallback is used until the server supplies the prompt");
			case NO_SERVER -> logger.info(about, () -> this.reason.get() + ". Its fallback is used");
		}
	}

	/**
	 * Creates the exception for a prompt without a fallback.
	 */
	RuntimeException exception() {
		return (this.kind == Kind.MISSING)
				? new PromptNotFoundException(this.reason.get() + ". Create it, set the label, or add a fallback.")
				: new PromptUnavailableException(this.reason.get() + ADD_FALLBACK);
	}

	enum Kind {

		/**
		 * The server has no such prompt.
		 */
		MISSING,

		/**
		 * The server did not supply the prompt.
		 */
		FAILED,

		/**
		 * No server is configured.
		 */
		NO_SERVER

	}

}
