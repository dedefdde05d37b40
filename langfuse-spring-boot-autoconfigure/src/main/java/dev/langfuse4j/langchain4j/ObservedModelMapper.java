/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.List;

import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.ProviderValues;
import dev.langfuse4j.prompt.PromptLink;
import dev.langfuse4j.trace.AsyncScope;
import dev.langfuse4j.trace.ObservationMapper;
import dev.langfuse4j.trace.ObservationStart;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Calls of models that LangChain4j's own {@code langchain4j-observation} observes: each
 * is a generation, unless it is one already. The types of that library are known by their
 * names and by those of their methods.
 *
 * @since 0.1.0
 */
@Internal
public final class ObservedModelMapper implements ObservationMapper<Observation.Context> {

	/**
	 * The context of an observation, newest name first.
	 */
	private static final List<String> CONTEXTS = List.of(
			"dev.langchain4j.observation.context.ChatModelObservationContext", "context.ChatModelObservationContext",
			"dev.langchain4j.observation.listeners.ChatModelObservationContext");

	private static final Object GENERATION = ObservedModelMapper.class;

	private final LangChain4jSettings settings;

	private final Class<Observation.Context> contextType;

	/**
	 * Creates the mapper.
	 * @param settings how calls are shown
	 * @param classLoader has the library, if the application has it
	 */
	@SuppressWarnings("unchecked")
	public ObservedModelMapper(LangChain4jSettings settings, @Nullable ClassLoader classLoader) {
		this.settings = settings;
		this.contextType = (Class<Observation.Context>) find(classLoader);
	}

	private static Class<?> find(@Nullable ClassLoader classLoader) {
		return CONTEXTS.stream()
			.filter((name) -> ClassUtils.isPresent(name, classLoader))
			.<Class<?>>map((name) -> ClassUtils.resolveClassName(name, classLoader))
			.filter(Observation.Context.class::isAssignableFrom)
			.findFirst()
			.orElse(Absent.class);
	}

	/**
	 * The names that the type of context has had.
	 * @return the names
	 */
	public static List<String> contextTypes() {
		return CONTEXTS;
	}

	@Override
	public Class<Observation.Context> contextType() {
		return this.contextType;
	}

	@Override
	public ObservationStart start(Observation.Context context) {
		boolean blocking = ListenedThread.isBlocking();
		if (!blocking) {
			AsyncScope.mark(context);
		}
		ChatModelRequestContext request = request(context);
		if (!this.settings.enabled() || request == null || ModelCall.isKnown(request)) {
			return ObservationStart.hidden();
		}
		request.attributes().put(GENERATION, true);
		context.put(GenerationValues.class, new GenerationValues(request.chatRequest(), request.modelProvider(),
				!blocking, PromptLink.read(request.attributes())));
		return ObservationStart.of(ObservationType.GENERATION).named(GenerationValues.name(request.chatRequest()));
	}

	/**
	 * Whether a call that a listener is told of is a generation already.
	 */
	static boolean isGeneration(ChatModelRequestContext context) {
		return context.attributes().containsKey(GENERATION);
	}

	@Override
	public void map(Observation.Context context, LangfuseObservation observation) {
		GenerationValues values = context.get(GenerationValues.class);
		if (values != null) {
			ChatResponse response = (ProviderValues.first(context,
					"getResponseContext") instanceof ChatModelResponseContext answered) ? answered.chatResponse()
							: null;
			values.record(observation, response, this.settings);
			if (response == null) {
				observation.usage(GenerationValues.NOTHING);
			}
		}
	}

	private static @Nullable ChatModelRequestContext request(Observation.Context context) {
		return (ProviderValues.first(context, "getRequestContext") instanceof ChatModelRequestContext request) ? request
				: null;
	}

	/**
	 * The context of an application without the library, which nothing has.
	 */
	private static final class Absent extends Observation.Context {

	}

}
