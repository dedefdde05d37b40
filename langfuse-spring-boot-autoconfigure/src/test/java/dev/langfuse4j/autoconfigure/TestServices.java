/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Capture;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveGeneration;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.observation.CostDetails;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.PromptReference;
import dev.langfuse4j.observation.UsageDetails;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Services as an application would have them.
 */
@Configuration(proxyBeanMethods = false)
class TestServices {

	@Bean
	Assistant assistant(Model model) {
		return new Assistant(model);
	}

	@Bean
	LonelyService lonelyService() {
		return new LonelyService();
	}

	@Bean
	Model model(Langfuse langfuse) {
		return new Model(langfuse);
	}

	static class Assistant {

		private final Model model;

		Assistant(Model model) {
			this.model = model;
		}

		@Observe
		String answer(String question, int topK) {
			return this.model.complete(question, topK).text();
		}

		@Observe
		void nothing(String text) {
		}

		@Observe
		void fail(RuntimeException failure) {
			throw failure;
		}

		@Observe(input = "#person['name']", output = "#result * 2",
				metadata = { "topK=#k", "doubled = #result == #a1" }, version = "v2", model = "ranker-1",
				level = ObservationLevel.DEBUG)
		int projected(Map<String, String> person, int k) {
			return k;
		}

		@Observe(input = "#text.noSuchProperty", output = "this is no SpEL (",
				metadata = { "good=#text.length()", "bad=#text.substring(99)", "no expression" })
		String wrongExpressions(String text) {
			return "done";
		}

		@Observe(input = "#txet", output = "#result?.length() + #a0.length() + {1,2}.?[#this > 1].size()")
		String misspelt(String text) {
			return text;
		}

		@Observe(captureInput = Capture.OFF, captureOutput = Capture.OFF)
		String closed(String text) {
			return text;
		}

		@Observe(captureInput = Capture.ON, captureOutput = Capture.ON)
		String open(String text) {
			return text;
		}

		@Observe
		Object same(Object value) {
			return value;
		}

		@Observe(metadata = "length=#trapped.toString()")
		void trapped(Object trapped) {
		}

		@Observe
		void outer(Model model) {
			model.separate();
		}

	}

	static class Model {

		private final Langfuse langfuse;

		Model(Langfuse langfuse) {
			this.langfuse = langfuse;
		}

		@ObserveGeneration(name = "llm", input = "#question")
		Reply complete(String question, int ignored) {
			this.langfuse.current()
				.model("gpt-4o-2024-08-06")
				.modelParameters(orderedMap("temperature", 0.2, "max_tokens", 512))
				.usage(UsageDetails.of(100, 20).with("input_cached_tokens", 7).with("unknown", -1))
				.cost(CostDetails.of(0.001, 0.002))
				.prompt(new PromptReference("movie-critic", 3))
				.completionStartTime(Instant.parse("2025-10-09T08:53:21.400678Z"))
				.level(ObservationLevel.WARNING)
				.statusMessage("slow")
				.metadata("tenant", "acme")
				.metadata(Map.of("retries", 2))
				.event("cache miss");
			return new Reply("model says " + question, Arrays.asList("a", null));
		}

		@Observe
		@ObserveTrace(newTrace = true)
		void separate() {
			complete("x", 1);
			this.langfuse.observation("llm").observe(() -> {
			});
		}

		private static Map<String, Object> orderedMap(Object... entries) {
			Map<String, Object> map = new LinkedHashMap<>();
			for (int i = 0; i < entries.length; i += 2) {
				map.put((String) entries[i], entries[i + 1]);
			}
			return map;
		}

	}

	static class LonelyService {

		@Observe
		String work() {
			return "worked";
		}

	}

	record Reply(String text, List<String> tokens) {

	}

}
