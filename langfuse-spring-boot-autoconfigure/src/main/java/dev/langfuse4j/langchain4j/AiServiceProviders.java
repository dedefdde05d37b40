/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.List;
import java.util.ServiceLoader;

import dev.langchain4j.spi.services.AiServiceContextFactory;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Fatal;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who makes the contexts of AI services: LangChain4j asks one factory only.
 *
 * @since 0.1.0
 */
@Internal
public final class AiServiceProviders {

	private AiServiceProviders() {
	}

	/**
	 * Returns the factory that LangChain4j uses instead of that of Langfuse.
	 * @return the name of a class, or {@code null} if LangChain4j uses the factory of
	 * Langfuse
	 */
	public static @Nullable String inPlaceOfOurs() {
		try {
			List<String> others = ServiceLoader.load(AiServiceContextFactory.class)
				.stream()
				.map((provider) -> provider.type().getName())
				.filter((name) -> !name.equals(LangfuseAiServiceContextFactory.class.getName()))
				.toList();
			// What LangChain4j does with several is its own affair, so it is asked
			return (others.isEmpty() || LangfuseAiServiceContextFactory.isAsked()) ? null : others.get(0);
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			return null;
		}
	}

}
