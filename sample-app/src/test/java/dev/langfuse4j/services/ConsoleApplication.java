/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.services;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.DetachedObservation;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.UsageDetails;

import org.springframework.boot.SpringApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The sample, and traces that it does not have: many, large ones, failed ones, and texts
 * that attack whoever shows them.
 */
public final class ConsoleApplication {

	private ConsoleApplication() {
	}

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(Traces.class);
		application.setSources(Set.of("dev.langfuse4j.sample.SkillMatchApplication"));
		application.run(args);
	}

	/**
	 * Makes traces.
	 */
	@RestController
	static class Traces {

		private static final Duration TIMEOUT = Duration.ofSeconds(20);

		private static final String MARKUP = "<img src=x onerror=\"window.attacked=1\"><script>window.attacked=2</script>";

		private static final String REORDERED = "\u202egnp.exe\u202c";

		private final Langfuse langfuse;

		Traces(Langfuse langfuse) {
			this.langfuse = langfuse;
		}

		/**
		 * {@code GET /many}: one after another, each with a model call.
		 */
		@GetMapping("/many")
		boolean many(@RequestParam("count") int count, @RequestParam(name = "first", defaultValue = "0") int first) {
			Instant now = Instant.now();
			for (int i = 0; i < count; i++) {
				Instant start = now.minusMillis(10L * (count - i));
				int number = first + i;
				this.langfuse
					.with((trace) -> trace.userId("user-" + number % 9).sessionId("conversation-" + number % 40))
					.run(() -> call("question " + number + " of many", start));
			}
			return this.langfuse.flush(TIMEOUT);
		}

		private void call(String question, Instant start) {
			DetachedObservation root = this.langfuse.observation("many")
				.newTrace()
				.startTime(start)
				.input(question)
				.startDetached();
			DetachedObservation model = this.langfuse.observation("ask")
				.parent(root)
				.type(ObservationType.GENERATION)
				.startTime(start.plusMillis(1))
				.model("gpt-4o-mini")
				.input(List.of(Map.of("role", "user", "content", question)))
				.startDetached();
			model.usage(UsageDetails.of(20, 5)).output(Map.of("role", "assistant", "content", "Kotlin"));
			model.end(start.plusMillis(7));
			root.end(start.plusMillis(9));
		}

		/**
		 * {@code GET /wide}: a trace of that many observations, 60 levels deep.
		 */
		@GetMapping("/wide")
		boolean wide(@RequestParam("count") int count) {
			Instant start = Instant.now();
			List<LangfuseObservation> path = new ArrayList<>();
			List<DetachedObservation> all = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				DetachedObservation step = this.langfuse.observation("step " + i)
					.parent((i > 0) ? path.get((i < 60) ? i - 1 : i % 60) : null)
					.startTime(start.plusMillis(i))
					.type((i % 3 == 0) ? ObservationType.TOOL : ObservationType.SPAN)
					.input(Map.of("number", i))
					.startDetached();
				all.add(step);
				if (i < 60) {
					path.add(step);
				}
			}
			for (int i = count - 1; i >= 0; i--) {
				all.get(i).end(start.plusMillis((i < 60) ? 2L * count - i : i + 20L));
			}
			return this.langfuse.flush(TIMEOUT);
		}

		/**
		 * {@code GET /fail}: three levels above what has failed.
		 */
		@GetMapping("/fail")
		boolean fail() {
			try {
				this.langfuse.observation("answer")
					.type(ObservationType.AGENT)
					.observe(() -> this.langfuse.observation("look up")
						.observe(() -> this.langfuse.observation("read")
							.type(ObservationType.TOOL)
							.observe((Runnable) Traces::refuse)));
			}
			catch (IllegalStateException ex) {
				// Recorded
			}
			return this.langfuse.flush(TIMEOUT);
		}

		private static void refuse() {
			throw new IllegalStateException("Connection to candidates-db refused");
		}

		/**
		 * {@code GET /hostile}: wherever a text can be.
		 */
		@GetMapping("/hostile")
		boolean hostile() {
			Map<String, Object> keys = new LinkedHashMap<>();
			keys.put("__proto__", Map.of("attacked", MARKUP));
			keys.put("constructor", MARKUP);
			keys.put(MARKUP, "\u001b[31mred\u001b[0m " + REORDERED + " \ud800 alone");
			this.langfuse
				.with((trace) -> trace.userId(MARKUP)
					.sessionId("\"><svg onload=window.attacked=3>")
					.tags(MARKUP, REORDERED)
					.metadata("</style>", MARKUP))
				.run(() -> {
					try (ActiveObservation root = this.langfuse.observation(MARKUP)
						.metadata("__proto__", keys)
						.start()) {
						root.input(MARKUP + "\n" + "x".repeat(1_000_000)).output(keys);
						hostileCall();
						try (ActiveObservation tool = this.langfuse.observation(REORDERED)
							.type(ObservationType.TOOL)
							.start()) {
							tool.error(new IllegalStateException(MARKUP));
						}
					}
				});
			return this.langfuse.flush(TIMEOUT);
		}

		private void hostileCall() {
			Map<String, Object> call = Map.of("id", MARKUP, "type", "function", "function",
					Map.of("name", "javascript:window.attacked=4", "arguments", "{\"open\": " + MARKUP));
			List<Object> parts = List.of(Map.of("type", "text", "text", MARKUP),
					Map.of("type", "image_url", "image_url", Map.of("url", "https://attacker.example/pixel.png")),
					Map.of("type", "image_url", "image_url", Map.of("url", "javascript:window.attacked=5")),
					Map.of("type", "image_url", "image_url",
							Map.of("url", "data:image/svg+xml,<svg onload=window.attacked=6>")));
			try (ActiveObservation model = this.langfuse.observation("ask").type(ObservationType.GENERATION).start()) {
				model.model(MARKUP)
					.statusMessage(MARKUP)
					.input(List.of(Map.of("role", MARKUP, "content", MARKUP), Map.of("role", "user", "content", parts)))
					.output(Map.of("role", "assistant", "content", "```html\n" + MARKUP + "\n```", "tool_calls",
							List.of(call)));
			}
		}

	}

}
