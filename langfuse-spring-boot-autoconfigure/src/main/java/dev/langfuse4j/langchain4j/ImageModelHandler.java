/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.langchain4j.data.image.Image;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.output.Response;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Observes the calls of a model of images, which knows no listeners and does not tell its
 * name.
 */
final class ImageModelHandler extends ObservedParts.Handler {

	ImageModelHandler(ImageModel model) {
		super(model);
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		LangChain4jTracing tracing = (arguments != null && method.getDeclaringClass() != Object.class)
				? LangChain4jTracing.find() : null;
		if (tracing == null) {
			return proceed(method, arguments);
		}
		ObservedCall call = tracing.start("image", ObservationType.GENERATION, null);
		try {
			Object result;
			try (ObservedCall.Scope scope = call.openScope()) {
				result = proceed(method, arguments);
			}
			call.markEnd();
			record(call, (observation) -> record(observation, arguments, result, tracing));
			return result;
		}
		catch (Throwable ex) {
			call.error(ex);
			record(call, (observation) -> record(observation, arguments, null, tracing));
			throw ex;
		}
		finally {
			call.stop();
		}
	}

	private static void record(ObservedCall call, Consumer<LangfuseObservation> values) {
		if (call.isRecording()) {
			Contained.run(() -> values.accept(call.recorder()));
		}
	}

	private static void record(LangfuseObservation observation, @Nullable Object @Nullable [] arguments,
			@Nullable Object result, LangChain4jTracing tracing) {
		observation.input(input(arguments));
		if (result instanceof Response<?> response) {
			observation.output(output(response.content()));
			TokenAmounts.record(observation, response.tokenUsage(), null, tracing.settings());
		}
		else {
			observation.usage(GenerationValues.NOTHING);
		}
	}

	/**
	 * The prompt, after the images that are to be changed.
	 */
	private static @Nullable Object input(@Nullable Object @Nullable [] arguments) {
		List<Object> shown = new ArrayList<>();
		for (Object argument : (arguments != null) ? arguments : new Object[0]) {
			if (argument instanceof Image image) {
				shown.add(ChatMessages.image(image));
			}
			else if (argument instanceof String prompt) {
				shown.add(prompt);
			}
		}
		return (shown.size() == 1) ? shown.get(0) : shown;
	}

	private static @Nullable Object output(@Nullable Object content) {
		List<?> images = (content instanceof List<?> several) ? several
				: (content != null) ? List.of(content) : List.of();
		return images.stream().filter(Image.class::isInstance).map(Image.class::cast).map(ChatMessages::image).toList();
	}

}
