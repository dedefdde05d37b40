package dev.langfuse4j.export;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.langfuse4j.testing.Observations;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Flushing, by one and by many.
 */
class FlushTests extends PipelineTestSupport {

	@Test
	void flushOnAThreadThatMustNotBlockSaysWhatToDo() {
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			assertThatIllegalStateException().isThrownBy(
					() -> Mono.fromCallable(() -> pipeline.flush(LONG)).subscribeOn(Schedulers.parallel()).block(LONG))
				.withMessageContaining("flushMono");
		}
	}

	@Test
	void flushMonoDoesNotBlockAndIsTrueOnceAllArrived() {
		this.server.answerLater(Duration.ofMillis(300));
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			pipeline.accept(Observations.named("a"));
			Mono<Boolean> flush = Mono.defer(() -> pipeline.flushMono(LONG)).subscribeOn(Schedulers.parallel());
			assertThat(flush.block(LONG)).isTrue();
			assertThat(this.server.spans()).hasSize(1);
			assertThat(flush.block(LONG)).as("nothing to do").isTrue();
		}
	}

	@Test
	void flushMonoIsFalseWhenItTakesTooLong() {
		this.server.answerLater(Duration.ofSeconds(1));
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			pipeline.accept(Observations.named("a"));
			assertThat(pipeline.flushMono(Duration.ofMillis(50)).block(LONG)).isFalse();
			assertThat(pipeline.flushMono(LONG).block(LONG)).isTrue();
		}
	}

	@Test
	void flushSkipsTheBackOff() {
		this.server.answer(503, "{}");
		ExportSettings patient = new ExportSettings(10, 1_000_000, Overflow.DROP_NEWEST, 512, Duration.ofMillis(10),
				3_000_000, 2, retry(Duration.ofHours(1), Duration.ofHours(1)), Duration.ofMillis(100));
		try (ExportPipeline pipeline = toServer(patient)) {
			pipeline.accept(Observations.named("a"));
			this.server.awaitRequests(1);
			await().until(() -> pipeline.flush(Duration.ofMillis(200)));
			assertThat(this.server.requests()).hasSize(2);
		}
	}

	@Test
	void concurrentFlushesOfTheSameLossAreAllToldOfIt() {
		this.server.answerAll((request) -> 400);
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			pipeline.accept(Observations.named("a"));
			List<CompletableFuture<Boolean>> flushes = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				flushes.add(pipeline.flushMono(LONG).toFuture());
			}
			assertThat(flushes).allSatisfy((flush) -> assertThat(flush.join()).isFalse());
			assertThat(pipeline.flush(LONG)).isTrue();
		}
	}

	@Test
	void oneThatDoesNotWaitAnyLongerDoesNotEndTheFlushOfOthers() {
		this.server.answerLater(Duration.ofMillis(500));
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			pipeline.accept(Observations.named("a"));
			CompletableFuture<Boolean> patient = pipeline.flushMono(LONG).toFuture();
			CompletableFuture<Boolean> impatient = pipeline.flushMono(Duration.ofMillis(50)).toFuture();
			assertThat(impatient.join()).isFalse();
			assertThat(patient.join()).isTrue();
		}
	}

}
