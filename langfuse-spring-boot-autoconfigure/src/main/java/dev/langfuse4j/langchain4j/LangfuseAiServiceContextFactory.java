/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.ServiceLoader;

import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.tool.ToolService;
import dev.langchain4j.spi.services.AiServiceContextFactory;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Observes each AI service, however it is built. LangChain4j finds this factory with
 * {@link ServiceLoader} and uses only one. If the application has another factory, this
 * one calls it.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseAiServiceContextFactory implements AiServiceContextFactory {

	private static volatile boolean asked;

	private final @Nullable AiServiceContextFactory other;

	/**
	 * Creates the factory.
	 */
	public LangfuseAiServiceContextFactory() {
		this.other = other();
	}

	private static @Nullable AiServiceContextFactory other() {
		return ServiceLoader.load(AiServiceContextFactory.class)
			.stream()
			.filter((provider) -> provider.type() != LangfuseAiServiceContextFactory.class)
			.findFirst()
			.map(ServiceLoader.Provider::get)
			.orElse(null);
	}

	/**
	 * Whether LangChain4j asks this factory.
	 */
	static boolean isAsked() {
		AiServiceContext.create(Probe.class);
		return asked;
	}

	@Override
	public AiServiceContext create(Class<?> aiServiceClass) {
		asked = asked || aiServiceClass == Probe.class;
		AiServiceContext context = (this.other != null) ? this.other.create(aiServiceClass)
				: new ObservedAiServiceContext(aiServiceClass);
		AiServiceListeners.register(context);
		if (context.toolService != null && context.toolService.getClass() == ToolService.class) {
			context.toolService = new ObservedToolService();
		}
		return context;
	}

	/**
	 * The service of nobody.
	 */
	private interface Probe {

	}

	private static final class ObservedAiServiceContext extends AiServiceContext {

		ObservedAiServiceContext(Class<?> aiServiceClass) {
			super(aiServiceClass);
		}

	}

}
