/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Capture;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.testing.LangfuseContexts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * {@code langfuse.capture.max-total-length} holds for an observation as a whole, whoever
 * records its parts.
 */
class TotalLengthTests {

	private static final int LIMIT = 20_000;

	/**
	 * Room for the text that says how much is missing.
	 */
	private static final int NOTES = 1_000;

	private static final String LARGE = "word ".repeat(20_000);

	@Test
	void methodAndHandleShareOneBudget() {
		run((context) -> {
			context.getBean(Service.class).call(LARGE, () -> {
				LangfuseObservation current = context.getBean(Langfuse.class).current();
				current.metadata("large", LARGE).statusMessage(LARGE).modelParameters(Map.of("large", LARGE));
			});
			ObservationData data = only(context);
			assertThat(total(data)).isBetween(LIMIT - 10, LIMIT + NOTES);
			assertThat(data.input().asText()).as("half").hasSizeBetween(LIMIT / 2 - 10, LIMIT / 2 + 100);
		});
	}

	@Test
	void inputOfAnExpressionLeavesRoomForTheResult() {
		run((context) -> {
			context.getBean(Service.class).expression(LARGE);
			ObservationData data = only(context);
			assertThat(data.input().asText()).hasSizeBetween(LIMIT / 2 - 10, LIMIT / 2 + 100);
			assertThat(data.output().asText()).hasSizeBetween(LIMIT / 2 - 200, LIMIT / 2 + 100);
		});
	}

	@Test
	void resultFindsTheRoomThatIsLeft() {
		run((context) -> {
			context.getBean(Service.class)
				.call(LARGE,
						() -> context.getBean(Langfuse.class).current().metadata("part", LARGE.substring(0, 4_000)));
			ObservationData data = only(context);
			assertThat(total(data)).isBetween(LIMIT - 10, LIMIT + NOTES);
			assertThat(data.metadata().get("part").asText()).hasSize(4_000);
			assertThat(data.output().asText()).hasSizeBetween(5_900, 6_100);
		});
	}

	@Test
	void inputThatIsSetAgainHasTheRoomOfTheFirst() {
		run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("again").observe(() -> {
				for (int i = 0; i < 10; i++) {
					langfuse.current().input("x".repeat(5_000)).output(Map.of("y", i)).metadata("z", "z".repeat(3_000));
				}
				langfuse.current().metadata("last", "l".repeat(8_000));
			});
			ObservationData data = only(context);
			assertThat(data.input().asText()).hasSize(5_000);
			assertThat(data.metadata().get("z").asText()).hasSize(3_000);
			assertThat(data.metadata().get("last").asText()).hasSize(8_000);
		});
	}

	@Test
	void keysOfTheMetadataCountOneByOne() {
		run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("keys").observe(() -> {
				for (int i = 0; i < 900; i++) {
					langfuse.current().metadata("key" + i, "v".repeat(4_000));
				}
			});
			ObservationData data = only(context);
			int kept = data.metadata()
				.values()
				.stream()
				.mapToInt((value) -> value.asText().replaceAll("… \\[.*]", "").length())
				.sum();
			assertThat(kept).isLessThanOrEqualTo(LIMIT);
		});
	}

	@Test
	void elementsOfAStreamAndMetadataShareOneBudget() {
		run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			Service service = context.getBean(Service.class);
			List<Object> pieces = new ArrayList<>(Collections.nCopies(50, "piece ".repeat(100)));
			List<Object> maps = new ArrayList<>(Collections.nCopies(50, Map.of("key", "piece ".repeat(100))));
			for (List<Object> elements : List.of(pieces, maps)) {
				service.stream(elements.stream().peek((element) -> langfuse.current().metadata("m", "x".repeat(8_000))))
					.forEach((element) -> {
					});
				service.flux(Flux.deferContextual((view) -> Flux.fromIterable(elements)
					.doOnNext((element) -> langfuse.current(view).metadata("m", "x".repeat(8_000))))).blockLast();
			}
			assertThat(context.getBean(LangfuseRecorder.class).observations()).hasSize(4)
				.allSatisfy((data) -> assertThat(total(data)).isBetween(LIMIT - 100, LIMIT + NOTES));
		});
	}

	@Test
	void resultOfAnObservationMadeByHandFindsTheRoomThatIsLeft() {
		run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("by hand").input(LARGE.substring(0, 15_000)).observe(() -> LARGE);
			assertThat(total(only(context))).isBetween(LIMIT - 10, LIMIT + NOTES);
		});
	}

	@Test
	void errorsCountToo() {
		run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			assertThatException()
				.isThrownBy(() -> langfuse.observation("failing").input("x".repeat(15_000)).observe(() -> {
					throw new IllegalStateException(LARGE);
				}));
			assertThat(total(only(context))).isBetween(LIMIT - 10, LIMIT + NOTES);
		});
	}

	@Test
	void valuesOfAnyShapeStayWithinTheBudget() {
		run((context) -> {
			Map<String, Object> keys = new HashMap<>();
			for (int i = 0; i < 900; i++) {
				keys.put("k".repeat(i), i);
			}
			List<Object> values = List.of(Collections.nCopies(900, "x".repeat(3_000)), keys,
					Collections.nCopies(900, Map.of("key", List.of("text", 1, true))), Map.of(LARGE, LARGE),
					new String[] { LARGE, LARGE });
			for (Object value : values) {
				context.getBean(Service.class)
					.call(value, () -> context.getBean(Langfuse.class).current().metadata("m", value));
			}
			assertThat(context.getBean(LangfuseRecorder.class).observations()).hasSize(values.size())
				.allSatisfy((data) -> assertThat(total(data)).isLessThan((int) (1.2 * LIMIT) + NOTES));
		});
	}

	private static void run(ContextConsumer<AssertableApplicationContext> code) {
		LangfuseContexts.plainRunner()
			.withBean(LangfuseRecorder.class)
			.withBean(Service.class)
			.withPropertyValues("langfuse.capture.max-total-length=" + LIMIT)
			.run(code);
	}

	private static ObservationData only(AssertableApplicationContext context) {
		List<ObservationData> all = context.getBean(LangfuseRecorder.class).observations();
		assertThat(all).hasSize(1);
		return all.get(0);
	}

	private static int total(ObservationData data) {
		int total = length(data.input()) + length(data.output()) + length(data.modelCall().parameters());
		for (Map.Entry<String, CapturedContent> entry : data.metadata().entrySet()) {
			total += entry.getKey().length() + length(entry.getValue());
		}
		return total + ((data.statusMessage() != null) ? data.statusMessage().length() : 0);
	}

	private static int length(@Nullable CapturedContent content) {
		return (content != null) ? content.asText().length() : 0;
	}

	static class Service {

		@Observe
		public Object call(Object value, Runnable code) {
			code.run();
			return value;
		}

		@Observe(input = "#value")
		public Object expression(Object value) {
			return value;
		}

		@Observe(captureInput = Capture.OFF)
		public Stream<Object> stream(Stream<Object> elements) {
			return elements;
		}

		@Observe(captureInput = Capture.OFF)
		public Flux<Object> flux(Flux<Object> elements) {
			return elements;
		}

	}

}
