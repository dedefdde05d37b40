/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.score;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.EvaluationTarget;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveEvaluator;
import dev.langfuse4j.score.Evaluation;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.evaluation.EvaluationRequest;
import org.springframework.ai.evaluation.EvaluationResponse;
import org.springframework.ai.evaluation.Evaluator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The results of evaluators become scores of what they evaluate.
 */
@ExtendWith(OutputCaptureExtension.class)
class EvaluatorScoresTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.plainRunner(LangfuseScoreAutoConfiguration.class)
		.withBean(Judge.class)
		.withBean(SpringAiJudge.class)
		.withBean(Work.class)
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void eachKindOfResultIsAScoreOfTheParent(CapturedOutput output) {
		run(() -> {
			JsonNode number = score("number");
			assertThat(number.path("value").asDouble()).isEqualTo(0.75);
			assertThat(number.path("dataType").asString()).isEqualTo("NUMERIC");
			assertThat(score("flag").path("value").asInt()).isEqualTo(1);
			assertThat(score("flag").path("dataType").asString()).isEqualTo("BOOLEAN");
			assertThat(score("text").path("value").asString()).isEqualTo("friendly");
			assertThat(score("constant").path("value").asString()).isEqualTo("GOOD");
			assertThat(score("constant").path("dataType").asString()).isEqualTo("CATEGORICAL");
			assertThat(score("optional").path("value").asInt()).isEqualTo(3);
			assertThat(score("evaluation").toString()).contains("\"comment\":\"misses the date\"",
					"\"metadata\":{\"judge\":\"me\"}");
			assertThat(score("a").path("value").asDouble()).isEqualTo(0.1);
			assertThat(score("several").path("value").asInt()).isEqualTo(2);
			assertThat(score("mono").path("value").asDouble()).isEqualTo(0.5);
			assertThat(score("flux").path("value").asDouble()).isEqualTo(0.25);
			assertThat(score("future").path("value").asInt()).isEqualTo(1);
			assertThat(score("spring").path("value").asDouble()).isEqualTo(0.5);
			assertThat(score("spring").path("comment").asString()).isEqualTo("so so");
			assertThat(score("spring").path("metadata").toString()).isEqualTo("{\"k\":\"v\"}");
			assertThat(score("spring_pass").path("value").asInt()).isZero();
			String parent = this.server.span("work").id();
			assertThat(this.server.scores()).filteredOn((each) -> !each.path("name").asString().equals("whole"))
				.isNotEmpty()
				.allSatisfy((each) -> assertThat(each.path("observationId").asString()).isEqualTo(parent));
			assertThat(score("whole").path("observationId").isMissingNode()).isTrue();
			assertThat(score("whole").path("traceId").asString()).isEqualTo(this.server.span("work").traceId());
			assertThat(this.server.scores()).extracting((each) -> each.path("name").asString())
				.doesNotContain("nothing", "nan", "unknown", "unscored", "failed");
			assertThat(output).contains("The score 'nan' of @ObserveEvaluator is not sent")
				.contains("java.lang.Object is not a score");
		});
	}

	@Test
	void eachContextLogsAResultThatIsNoScoreOnce(CapturedOutput output) {
		String warning = "The score 'nan' of @ObserveEvaluator is not sent";
		for (int context = 1; context <= 2; context++) {
			this.contextRunner.run((started) -> {
				started.getBean(Work.class).work();
				started.getBean(Work.class).work();
			});
			assertThat(output.toString().split(warning, -1)).as("context %s", context).hasSize(context + 1);
		}
	}

	@Test
	void scoresWithoutContentAreSentInAnyMode() {
		run(() -> {
			assertThat(score("number").path("value").asDouble()).isEqualTo(0.75);
			assertThat(score("flux").path("value").asDouble()).isEqualTo(0.25);
			assertThat(score("evaluation").toString()).doesNotContain("misses", "judge");
		}, "langfuse.capture.mode=metadata-only");
	}

	@Test
	void anEvaluatorOnItsOwnScoresItsTrace() {
		this.contextRunner.run((context) -> {
			context.getBean(Judge.class).number();
			context.getBean(Langfuse.class).flush(LONG);
			assertThat(score("number").path("observationId").isMissingNode()).isTrue();
			assertThat(score("number").path("traceId").asString()).isEqualTo(this.server.span("number").traceId());
		});
	}

	@Test
	void nothingIsScoredInATraceThatIsSampledOut() {
		this.contextRunner.withPropertyValues("langfuse.sample-rate=0").run((context) -> {
			context.getBean(Work.class).work();
			context.getBean(Langfuse.class).flush(LONG);
			assertThat(this.server.requests()).isEmpty();
		});
	}

	private void run(Runnable assertions, String... properties) {
		this.contextRunner.withPropertyValues(properties).run((context) -> {
			context.getBean(Work.class).work();
			assertThat(context.getBean(Langfuse.class).flush(LONG)).isTrue();
			assertions.run();
		});
	}

	private JsonNode score(String name) {
		List<JsonNode> found = this.server.scores()
			.stream()
			.filter((each) -> each.path("name").asString().equals(name))
			.toList();
		assertThat(found).as(name).hasSize(1);
		return found.get(0);
	}

	enum Grade {

		GOOD, BAD

	}

	static class Work {

		private final Judge judge;

		private final SpringAiJudge springAi;

		Work(Judge judge, SpringAiJudge springAi) {
			this.judge = judge;
			this.springAi = springAi;
		}

		@Observe
		void work() {
			this.judge.number();
			this.judge.flag();
			this.judge.text();
			this.judge.constant();
			this.judge.optional();
			this.judge.evaluation();
			this.judge.several();
			this.judge.mono().block();
			this.judge.flux().blockLast();
			this.judge.future().toCompletableFuture().join();
			this.judge.whole();
			this.judge.nothing();
			this.judge.nan();
			this.judge.unknown();
			this.judge.unscored();
			try {
				this.judge.failed();
			}
			catch (IllegalStateException ex) {
				// As it does
			}
			this.springAi.evaluate(new EvaluationRequest("question", List.of(), "answer"));
		}

	}

	static class Judge {

		@ObserveEvaluator(score = "number")
		double number() {
			return 0.75;
		}

		@ObserveEvaluator(score = "flag")
		boolean flag() {
			return true;
		}

		@ObserveEvaluator(score = "text")
		String text() {
			return "friendly";
		}

		@ObserveEvaluator(score = "constant")
		Grade constant() {
			return Grade.GOOD;
		}

		@ObserveEvaluator(score = "optional")
		Optional<Integer> optional() {
			return Optional.of(3);
		}

		@ObserveEvaluator(score = "evaluation")
		Evaluation evaluation() {
			return Evaluation.of(0.8).comment("misses the date").metadata("judge", "me");
		}

		@ObserveEvaluator(score = "several")
		List<Evaluation> several() {
			return List.of(Evaluation.of(0.1).name("a"), Evaluation.of(2));
		}

		@ObserveEvaluator(score = "mono")
		Mono<Double> mono() {
			return Mono.just(0.5);
		}

		@ObserveEvaluator(score = "flux")
		Flux<Double> flux() {
			return Flux.just(0.25);
		}

		@ObserveEvaluator(score = "future")
		CompletionStage<Boolean> future() {
			return CompletableFuture.completedFuture(true);
		}

		@ObserveEvaluator(score = "whole", target = EvaluationTarget.TRACE)
		int whole() {
			return 5;
		}

		@ObserveEvaluator(score = "nothing")
		@Nullable Double nothing() {
			return null;
		}

		@ObserveEvaluator(score = "nan")
		double nan() {
			return Double.NaN;
		}

		@ObserveEvaluator(score = "unknown")
		Object unknown() {
			return new Object();
		}

		@ObserveEvaluator
		double unscored() {
			return 1;
		}

		@ObserveEvaluator(score = "failed")
		double failed() {
			throw new IllegalStateException("It fails");
		}

	}

	static class SpringAiJudge implements Evaluator {

		@Override
		@ObserveEvaluator(score = "spring")
		public EvaluationResponse evaluate(EvaluationRequest request) {
			return new EvaluationResponse(false, 0.5f, "so so", Map.of("k", "v"));
		}

	}

}
