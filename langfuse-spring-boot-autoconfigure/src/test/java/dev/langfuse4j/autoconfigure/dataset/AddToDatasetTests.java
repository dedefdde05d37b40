/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.dataset;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.actuate.LangfuseEndpoint;
import dev.langfuse4j.actuate.LangfuseMeters;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.autoconfigure.capture.LangfuseCaptureAutoConfiguration;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.mask.ContentMasker;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.testing.DatasetServer;
import dev.langfuse4j.testing.LangfuseContexts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Observations become test cases in the background, and nothing of it reaches the
 * application.
 */
@ExtendWith(OutputCaptureExtension.class)
class AddToDatasetTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final DatasetServer server = new DatasetServer().dataset("bad answers");

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.plainRunner(LangfuseCaptureAutoConfiguration.class, LangfuseDatasetAutoConfiguration.class)
		.withBean(Assistant.class)
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void observationIsAnItemWithItsInputAndItsIds() {
		this.contextRunner.withBean(ContentMasker.class, () -> (text) -> text.replace("ADA", "<a>")).run((context) -> {
			context.getBean(Assistant.class).answer("ADA", "hidden");
			JsonNode item = awaitItem();
			assertThat(item.path("input").toString()).isEqualTo("{\"question\":\"<a>\",\"password\":\"<redacted>\"}");
			assertThat(item.path("expectedOutput").toString()).isEqualTo("{\"name\":\"<a>\",\"token\":\"<redacted>\"}");
			context.getBean(Langfuse.class).flush(LONG);
			assertThat(item.path("sourceTraceId").asString()).isEqualTo(this.server.server().span("answer").traceId());
			assertThat(item.path("sourceObservationId").asString()).isEqualTo(this.server.server().span("answer").id());
			assertThat(item.path("id").asString()).hasSize(32);
		});
	}

	@Test
	void addedTwiceItIsOneItem() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("a").input("q").observe(() -> {
				langfuse.current().addToDataset("bad answers", null);
				langfuse.current().addToDataset("bad answers", "right");
			});
			await().atMost(LONG).until(() -> awaitItem().path("expectedOutput").asString("").equals("right"));
			assertThat(this.server.items("bad answers")).hasSize(1);
			assertThat(this.server.server().requests().get(0).json().has("expectedOutput")).isFalse();
		});
	}

	@Test
	void whatWaitsIsSentBeforeTheApplicationEnds() {
		this.server.server().answer(503, "").answer(409, "");
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			for (int i = 0; i < 20; i++) {
				langfuse.observation("a")
					.input("q" + i)
					.observe(() -> langfuse.current().addToDataset("bad answers", 1));
			}
		});
		assertThat(this.server.items("bad answers")).extracting((item) -> item.path("input").asString())
			.hasSize(20)
			.contains("q0", "q19");
	}

	@Test
	void nothingIsAddedWithoutAnInputAndThatIsSaidOnce(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			LangfuseObservation[] ended = new LangfuseObservation[1];
			for (int i = 0; i < 3; i++) {
				langfuse.observation("secret name")
					.observe(() -> ended[0] = langfuse.current().addToDataset("bad answers", "secret"));
			}
			ended[0].addToDataset("bad answers", "secret");
			assertThat(context.getBean(DatasetLifecycle.class).lost()).isEqualTo(4);
		});
		assertThat(this.server.asked()).isEmpty();
		assertThat(output.toString().lines().filter((line) -> line.contains("to the dataset 'bad answers'"))).hasSize(1)
			.allSatisfy((line) -> assertThat(line).contains("WARN", "input").doesNotContain("secret"));
	}

	@Test
	void nothingIsAddedThatIsNotRecorded(CapturedOutput output) {
		this.contextRunner.withPropertyValues("langfuse.sample-rate=0").run((context) -> {
			context.getBean(Assistant.class).answer("q", "p");
			assertThat(context.getBean(DatasetLifecycle.class).lost()).isEqualTo(1);
		});
		this.contextRunner.withPropertyValues("langfuse.capture.mode=metadata-only").run((context) -> {
			context.getBean(Assistant.class).answer("q", "p");
			assertThat(context.getBean(DatasetLifecycle.class).lost()).isEqualTo(1);
		});
		assertThat(this.server.asked()).isEmpty();
		assertThat(output).contains("'bad answers'");
	}

	@Test
	void handleOfNoObservationDoesNothing() {
		this.contextRunner.run((context) -> {
			LangfuseObservation none = context.getBean(Langfuse.class).current();
			assertThat(none.addToDataset("bad answers", "x")).isSameAs(none);
			assertThatIllegalArgumentException().isThrownBy(() -> none.addToDataset("", "x"));
			assertThat(LangfuseObservation.noop().addToDataset("bad answers", "x").isRecording()).isFalse();
		});
		for (String off : List.of("langfuse.enabled=false", "langfuse.export.enabled=false",
				"langfuse.datasets.offline=true")) {
			this.contextRunner.withPropertyValues(off)
				.run((context) -> assertThat(context.getBean(Assistant.class).answer("q", "p")).isEqualTo("42"));
		}
		assertThat(this.server.asked()).isEmpty();
	}

	@Test
	void unknownDatasetIsSaidOnceAndTheNextOneIsSent(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("a").input("q").observe(() -> {
				langfuse.current().addToDataset("none", "secret").addToDataset("none", "secret");
				langfuse.current().addToDataset("bad answers", "x");
			});
			assertThat(awaitItem().path("input").asString()).isEqualTo("q");
		});
		assertThat(output.toString().lines().filter((line) -> line.contains("to the dataset 'none'"))).hasSize(1);
		assertThat(output).doesNotContain("secret");
	}

	@Test
	void whatWaitsIsBoundedAndTheApplicationNeverWaits() {
		CountDownLatch answered = new CountDownLatch(1);
		this.server.server().answerAfter(() -> waitFor(answered));
		this.contextRunner.withPropertyValues("langfuse.datasets.max-queue-size=3").run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			for (int i = 0; i < 10; i++) {
				String input = "q" + i;
				langfuse.observation("a")
					.input(input)
					.observe(() -> langfuse.current().addToDataset("bad answers", null));
			}
			assertThat(context.getBean(DatasetLifecycle.class).lost()).isEqualTo(7);
			answered.countDown();
			await().atMost(LONG).until(() -> context.getBean(DatasetLifecycle.class).delivered() == 3);
		});
	}

	@Test
	void memoryThatWaitsIsBounded() {
		this.contextRunner.withPropertyValues("langfuse.datasets.max-queue-bytes=1KB").run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("a")
				.input("x".repeat(600))
				.observe(() -> langfuse.current().addToDataset("bad answers", null));
			assertThat(context.getBean(DatasetLifecycle.class).lost()).isEqualTo(1);
			langfuse.observation("a")
				.input("small")
				.observe(() -> langfuse.current().addToDataset("bad answers", Map.of("a", 1)));
			assertThat(awaitItem().path("input").asString()).isEqualTo("small");
		});
	}

	@Test
	void itemsAreCountedByMetersAndShownByTheEndpoint() {
		this.contextRunner.run((context) -> {
			ExportPipeline pipeline = context.getBean(ExportPipeline.class);
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			new LangfuseMeters(pipeline, context.getBean(ContentCapture.class)).bindTo(registry);
			LangfuseEndpoint endpoint = new LangfuseEndpoint(pipeline, Map::of, List::of);
			assertThat(endpoint.status()).doesNotContainKey("datasetItems");
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("a")
				.input("q")
				.observe(() -> langfuse.current().addToDataset("bad answers", "x").addToDataset("none", "x"));
			await().atMost(LONG)
				.until(() -> endpoint.status().get("datasetItems"), Map.of("delivered", 1L, "lost", 1L)::equals);
			assertThat(registry.get("langfuse.dataset.items.delivered").functionCounter().count()).isEqualTo(1);
			assertThat(registry.get("langfuse.dataset.items.lost").functionCounter().count()).isEqualTo(1);
		});
	}

	private JsonNode awaitItem() {
		await().atMost(LONG).until(() -> !this.server.items("bad answers").isEmpty());
		return this.server.items("bad answers").get(0);
	}

	private static void waitFor(CountDownLatch latch) {
		try {
			latch.await(LONG.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static class Assistant {

		private final Langfuse langfuse;

		Assistant(Langfuse langfuse) {
			this.langfuse = langfuse;
		}

		@Observe
		String answer(String question, String password) {
			this.langfuse.current().addToDataset("bad answers", new Expected(question, "hidden"));
			return "42";
		}

	}

	record Expected(String name, String token) {

	}

}
