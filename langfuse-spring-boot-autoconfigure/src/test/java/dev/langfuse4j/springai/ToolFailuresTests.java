/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.execution.DefaultToolExecutionExceptionProcessor;
import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.execution.ToolExecutionExceptionProcessor;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ToolFailures} with each kind of processor.
 */
class ToolFailuresTests {

	private static final ToolDefinition TOOL = ToolDefinition.builder().name("weather").inputSchema("{}").build();

	private final ToolExecutionException failure = new ToolExecutionException(TOOL, new IllegalStateException("rain"));

	@Test
	void processorOfSpringAi() {
		ToolExecutionExceptionProcessor processor = noted(DefaultToolExecutionExceptionProcessor.builder().build(),
				"rain");
		assertThat(processor).isInstanceOf(DefaultToolExecutionExceptionProcessor.class);
	}

	@Test
	void processorOfTheApplication() {
		assertThat(noted(new OpenProcessor(), "own")).isInstanceOf(OpenProcessor.class);
	}

	@Test
	void processorThatCannotBeExtended() {
		noted(new ClosedProcessor(), "own");
	}

	private ToolExecutionExceptionProcessor noted(ToolExecutionExceptionProcessor bean, String answer) {
		ToolExecutionExceptionProcessor processor = (ToolExecutionExceptionProcessor) new ToolFailures()
			.postProcessAfterInitialization(bean, "processor");
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler((context) -> true);
		ToolCallingObservationContext context = ToolCallingObservationContext.builder()
			.toolDefinition(TOOL)
			.toolCallArguments("{}")
			.build();
		Observation.createNotStarted("tool", () -> context, registry)
			.observe(() -> assertThat(processor.process(this.failure)).isEqualTo(answer));
		ToolExecutionException noted = context.get(ToolExecutionException.class);
		assertThat(noted).isSameAs(this.failure);
		return processor;
	}

	static class OpenProcessor implements ToolExecutionExceptionProcessor {

		@Override
		public String process(ToolExecutionException exception) {
			return "own";
		}

	}

	static final class ClosedProcessor implements ToolExecutionExceptionProcessor {

		@Override
		public String process(ToolExecutionException exception) {
			return "own";
		}

	}

}
