/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.List;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.ObservationMapper;
import dev.langfuse4j.trace.ObservationStart;

import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.observation.ImageModelObservationContext;

/**
 * A call of an image model is a generation whose output are media: their addresses, or
 * their sizes.
 *
 * @since 0.1.0
 */
@Internal
public final class ImageModelMapper implements ObservationMapper<ImageModelObservationContext> {

	private final SpringAiSettings settings;

	/**
	 * Creates the mapper.
	 * @param settings how calls are shown
	 */
	public ImageModelMapper(SpringAiSettings settings) {
		this.settings = settings;
	}

	@Override
	public Class<ImageModelObservationContext> contextType() {
		return ImageModelObservationContext.class;
	}

	@Override
	public ObservationStart start(ImageModelObservationContext context) {
		return ObservationStart.of(ObservationType.GENERATION);
	}

	@Override
	public void map(ImageModelObservationContext context, LangfuseObservation observation) {
		String provider = context.getOperationMetadata().provider();
		ImageOptions options = context.getRequest().getOptions();
		ImageResponse response = context.getResponse();
		List<String> prompts = context.getRequest().getInstructions().stream().map(ImageMessage::getText).toList();
		observation.input((prompts.size() == 1) ? prompts.get(0) : prompts);
		observation.metadata("provider", provider);
		observation.modelParameters(ModelParameters.of(options));
		if (options != null) {
			observation.model(options.getModel());
		}
		if (response != null) {
			observation.output(response.getResults().stream().map(ImageModelMapper::shown).toList());
			TokenUsage.record(observation, response.getMetadata().getUsage(), provider,
					(options != null) ? options.getModel() : null, this.settings);
		}
	}

	private static Map<String, Object> shown(ImageGeneration generation) {
		Image image = generation.getOutput();
		if (image.getUrl() != null) {
			return Map.of("url", image.getUrl());
		}
		int length = (image.getB64Json() != null) ? image.getB64Json().length() : 0;
		return Map.of("b64_json", "<" + length + " characters of base64>");
	}

}
