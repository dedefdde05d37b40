/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.prompt;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.langfuse4j.autoconfigure.InvalidLangfusePropertyException;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.prompt.DefaultLangfusePrompts;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Fetches prompts when the application starts, and says how prompts are kept.
 */
final class PromptPrefetch implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(LangfusePromptAutoConfiguration.class);

	private static final int MAX_MESSAGE = 300;

	private final boolean own;

	private final Supplier<@Nullable DefaultLangfusePrompts> prompts;

	private final LangfuseApiClients clients;

	private final PromptProperties properties;

	PromptPrefetch(boolean own, Supplier<@Nullable DefaultLangfusePrompts> prompts, LangfuseApiClients clients,
			PromptProperties properties) {
		this.own = own;
		this.prompts = prompts;
		this.clients = clients;
		this.properties = properties;
	}

	/**
	 * The application's own bean, or a mock, fetches nothing. Without prompts to fetch,
	 * the bean is not created.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		if (!this.own) {
			return;
		}
		if (!this.clients.isEmpty()) {
			logger.info("Langfuse prompts are cached for " + this.properties.effectiveTtl().toSeconds()
					+ "s. Fallbacks are read from " + this.properties.getFallbackLocation());
		}
		if (this.properties.getPrefetch().isEmpty()) {
			return;
		}
		DefaultLangfusePrompts found = this.prompts.get();
		if (found != null) {
			prefetch(found);
		}
	}

	/**
	 * Waits, for no longer than for one prompt: who must not wait later finds them.
	 */
	private void prefetch(DefaultLangfusePrompts found) {
		Map<String, String> problems = found.prefetch(this.properties.getPrefetch()).block();
		if (problems == null || problems.isEmpty()) {
			return;
		}
		String message = Escape.line(problems.entrySet()
			.stream()
			.map((problem) -> problem.getKey() + " (" + problem.getValue() + ")")
			.collect(Collectors.joining(", ")), MAX_MESSAGE);
		if (this.properties.isPrefetchFail()) {
			throw new InvalidLangfusePropertyException("langfuse.prompt.prefetch",
					"names prompts that are not available: " + message,
					"Create them in Langfuse, add fallbacks below " + this.properties.getFallbackLocation()
							+ ", or set langfuse.prompt.prefetch-fail to false.");
		}
		logger.warn("Langfuse: prompts of langfuse.prompt.prefetch are not available: " + message);
	}

}
