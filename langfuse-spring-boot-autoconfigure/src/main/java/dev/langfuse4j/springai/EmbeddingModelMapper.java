/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.ObservationMapper;
import dev.langfuse4j.trace.ObservationStart;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationContext;
import org.springframework.util.StringUtils;

/**
 * A call of an embedding model: the texts, and what the vectors are like. Never the
 * vectors.
 *
 * @since 0.1.0
 */
@Internal
public final class EmbeddingModelMapper implements ObservationMapper<EmbeddingModelObservationContext> {

	private final SpringAiSettings settings;

	/**
	 * Creates the mapper.
	 * @param settings how calls are shown
	 */
	public EmbeddingModelMapper(SpringAiSettings settings) {
		this.settings = settings;
	}

	@Override
	public Class<EmbeddingModelObservationContext> contextType() {
		return EmbeddingModelObservationContext.class;
	}

	@Override
	public ObservationStart start(EmbeddingModelObservationContext context) {
		return ObservationStart.of(ObservationType.EMBEDDING);
	}

	@Override
	public void map(EmbeddingModelObservationContext context, LangfuseObservation observation) {
		String provider = context.getOperationMetadata().provider();
		EmbeddingOptions options = context.getRequest().getOptions();
		EmbeddingResponse response = context.getResponse();
		observation.input(context.getRequest().getInstructions());
		String model = model(options, response);
		observation.model(model);
		observation.modelParameters(ModelParameters.of(options));
		observation.metadata("provider", provider);
		if (options != null && StringUtils.hasText(options.getModel())) {
			observation.metadata("request_model", options.getModel());
		}
		if (response != null) {
			observation.output(shape(response));
			TokenUsage.record(observation, response.getMetadata().getUsage(), provider, model, this.settings);
		}
	}

	private static Map<String, Object> shape(EmbeddingResponse response) {
		Map<String, Object> shape = new LinkedHashMap<>();
		shape.put("count", response.getResults().size());
		if (!response.getResults().isEmpty()) {
			shape.put("dimensions", response.getResults().get(0).getOutput().length);
		}
		return shape;
	}

	private static @Nullable String model(@Nullable EmbeddingOptions options, @Nullable EmbeddingResponse response) {
		String model = (response != null) ? response.getMetadata().getModel() : null;
		return (StringUtils.hasText(model) || options == null) ? model : options.getModel();
	}

}
