/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.langchain4j;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Says at start what of LangChain4j cannot be seen, and what to do.
 */
class LangChain4jReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(LangfuseLangChain4jAutoConfiguration.class);

	private final BooleanSupplier active;

	private final Supplier<@Nullable String> otherFactory;

	LangChain4jReport(BooleanSupplier active, Supplier<@Nullable String> otherFactory) {
		this.active = active;
		this.otherFactory = otherFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		String other = this.active.getAsBoolean() ? this.otherFactory.get() : null;
		if (other != null) {
			logger.warn("Langfuse only receives calls of models with a LangfuseChatModelListener, but "
					+ "not AI services, their conversations and tools: " + other
					+ " creates the contexts of AI services, and LangChain4j uses only one "
					+ "AiServiceContextFactory. Place langfuse-spring-boot-starter before it on the " + "classpath.");
		}
	}

}
