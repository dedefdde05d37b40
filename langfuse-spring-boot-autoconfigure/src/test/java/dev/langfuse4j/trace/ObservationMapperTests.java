/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.testing.RecordingSink;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Mappers decide about the observations of another library.
 */
class ObservationMapperTests {

	private final RecordingSink sink = new RecordingSink();

	private final ObservationRegistry registry = ObservationRegistry.create();

	@Test
	void whatIsBelowAHiddenObservationBelongsToWhatIsAbove() {
		map(ObservationStart.hidden());
		Observation.createNotStarted("one", FirstContext::new, this.registry)
			.observe(() -> Observation.createNotStarted("hidden", SecondContext::new, this.registry)
				.observe(() -> Observation.createNotStarted("two", FirstContext::new, this.registry)
					.observe(() -> "x")));
		assertThat(this.sink.all()).extracting(ObservationData::name).containsExactly("two", "one");
		assertThat(this.sink.named("two").parentId()).isEqualTo(this.sink.named("one").id());
	}

	@Test
	void attributesAreHandedDownAndTheInnerOnesWin() {
		map(ObservationStart.of(ObservationType.SPAN).withAttributes(TraceAttributes.ofConversation("inner")));
		Observation.createNotStarted("one", FirstContext::new, this.registry)
			.observe(() -> Observation.createNotStarted("middle", SecondContext::new, this.registry)
				.observe(() -> Observation.createNotStarted("two", FirstContext::new, this.registry)
					.observe(() -> "x")));
		assertThat(this.sink.named("one").attributes()).isEqualTo(TraceAttributes.NONE);
		assertThat(this.sink.named("middle").attributes().session()).isEqualTo("inner");
		assertThat(this.sink.named("two").attributes().session()).isEqualTo("inner");
	}

	@Test
	void sessionWinsOverConversations() {
		TraceAttributes session = TraceAttributes.builder().sessionId("session").build();
		TraceAttributes conversation = TraceAttributes.ofConversation("conversation");
		assertThat(session.and(conversation).session()).isEqualTo("session");
		assertThat(conversation.and(session).session()).isEqualTo("session");
		assertThat(conversation.and(TraceAttributes.ofConversation("inner")).session()).isEqualTo("inner");
		assertThat(session.and(TraceAttributes.NONE)).isSameAs(session);
	}

	@Test
	void whatIsKnownLaterIsSentLaterWithTheTimeOfTheStop() {
		CompletableFuture<Void> known = new CompletableFuture<>();
		map(ObservationStart.of(ObservationType.GENERATION).completedBy(known));
		Observation.createNotStarted("late", SecondContext::new, this.registry).observe(() -> "x");
		assertThat(this.sink.all()).isEmpty();
		long stopped = System.nanoTime();
		await().until(() -> System.nanoTime() - stopped > Duration.ofMillis(20).toNanos());
		known.completeExceptionally(new IllegalStateException());
		ObservationData late = this.sink.named("late");
		assertThat(late.output().asText()).isEqualTo("mapped");
		assertThat(late.trace().now() - late.endTime()).isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
	}

	@Test
	void namesAreTheMappersThenTheContextsThenTheFirst() {
		map(ObservationStart.of(ObservationType.SPAN).named("mine").withInitialName("first"));
		Observation.createNotStarted("name", SecondContext::new, this.registry)
			.contextualName("other")
			.observe(() -> "x");
		assertThat(this.sink.all()).extracting(ObservationData::name).containsExactly("mine");
		ObservationRegistry second = ObservationRegistry.create();
		map(second,
				new Mapper<>(SecondContext.class, ObservationStart.of(ObservationType.SPAN).withInitialName("first")));
		Observation.createNotStarted("name", SecondContext::new, second).observe(() -> "x");
		Observation.createNotStarted("name", SecondContext::new, second).contextualName("other").observe(() -> "x");
		assertThat(this.sink.all()).extracting(ObservationData::name).containsExactly("mine", "first", "other");
	}

	@Test
	void mapperThatFailsLeavesASpan() {
		map(this.registry, new Mapper<>(SecondContext.class, null));
		Observation.createNotStarted("name", SecondContext::new, this.registry).observe(() -> "x");
		assertThat(this.sink.named("name").type()).isEqualTo(ObservationType.SPAN);
	}

	private void map(ObservationStart start) {
		map(this.registry, new Mapper<>(FirstContext.class, ObservationStart.of(ObservationType.SPAN)),
				new Mapper<>(SecondContext.class, start));
	}

	private void map(ObservationRegistry registry, ObservationMapper<?>... mappers) {
		registry.observationConfig()
			.observationHandler(
					new LangfuseObservationHandler(this.sink, new ContentCapture(CaptureSettings.defaults()),
							TraceSampler.ratio(1), TracingIds.NONE, List.of(mappers)));
	}

	static class FirstContext extends Observation.Context {

	}

	static class SecondContext extends Observation.Context {

	}

	record Mapper<C extends Observation.Context>(Class<C> contextType,
			ObservationStart start) implements ObservationMapper<C> {

		@Override
		public ObservationStart start(C context) {
			return this.start;
		}

		@Override
		public void map(C context, LangfuseObservation observation) {
			observation.output("mapped");
		}

	}

}
