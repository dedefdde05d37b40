/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.testing.LangfuseContexts;
import io.reactivex.rxjava3.core.Flowable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Methods whose declared type does not say what they return, and results that their
 * caller may never use.
 */
class LooseResultsTests {

	@Test
	void futureIsObservedToItsEnd() {
		run((service, recorder) -> {
			CompletableFuture<String> future = new CompletableFuture<>();
			assertThat(service.object(future)).isSameAs(future);
			CompletableFuture<String> other = service.generic(future);
			assertThat(other).isSameAs(future);
			assertThat(recorder).hasNoTrace();
			future.complete("done");
			assertThat(recorder.observations()).extracting((data) -> data.output().text())
				.containsExactly("done", "done");
		});
	}

	@Test
	void publisherOfReactorsIsObservedToItsEnd() {
		run((service, recorder) -> {
			Flux<String> flux = service.generic(Flux.just("Hel", "lo"));
			assertThat(recorder).hasNoTrace();
			assertThat(flux.collectList().block()).containsExactly("Hel", "lo");
			assertThat(recorder).hasTraceWithRoot("generic").hasOutput("Hello");
			recorder.clear();
			Mono<?> mono = (Mono<?>) service.object(Mono.delay(Duration.ofMillis(1)).map((x) -> "later"));
			assertThat(mono.block()).isEqualTo("later");
			assertThat(recorder).hasTraceWithRoot("object").hasOutput("later");
		});
	}

	@Test
	void eachFurtherSubscriptionIsAnotherCall() {
		run((service, recorder) -> {
			AtomicInteger attempts = new AtomicInteger();
			Mono<Integer> flaky = service.generic(Mono.fromCallable(() -> {
				if (attempts.incrementAndGet() < 2) {
					throw new IllegalStateException("no model");
				}
				return attempts.get();
			}));
			assertThat(flaky.retry(1).block()).isEqualTo(2);
			assertThat(recorder.observations()).extracting((data) -> data.level())
				.containsExactly(ObservationLevel.ERROR, ObservationLevel.DEFAULT);
		});
	}

	@Test
	void whatElseIsReturnedStaysWhatItIs() {
		run((service, recorder) -> {
			for (Object result : new Object[] { "text", Flowable.just("x"), new OwnMono(), Flux.just(1).publish(),
					(Callable<String>) () -> "task" }) {
				assertThat(service.object(result)).isSameAs(result);
				assertThat(recorder).hasTraceWithRoot("object");
				recorder.clear();
			}
			ConnectableFlux<Integer> connectable = service.generic(Flux.just(1).publish());
			assertThat(connectable).isNotNull();
		});
	}

	@Test
	void streamsInsideOfEntitiesAreObserved() {
		run((service, recorder) -> {
			ResponseEntity<Flux<String>> entity = service.entity(Flux.just("Hel", "lo"));
			assertThat(entity.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
			assertThat(entity.getHeaders().getETag()).isEqualTo("\"1\"");
			assertThat(entity.getBody().collectList().block()).hasSize(2);
			assertThat(recorder).hasTraceWithRoot("entity").hasOutput("Hello");
			recorder.clear();
			assertThat(service.entity(null).getBody()).isNull();
			assertThat(recorder).hasTraceWithRoot("entity");
			recorder.clear();
			Mono<ResponseEntity<Flux<String>>> later = service.laterEntity(Flux.just("Hel", "lo"));
			assertThat(later.flatMapMany(ResponseEntity::getBody).collectList().block()).hasSize(2);
			assertThat(recorder).hasTraceWithRoot("laterEntity").hasOutput("Hello");
		});
	}

	@Test
	void taskEndsWithItsFirstRun() {
		run((service, recorder) -> {
			Callable<String> task = service.task(() -> "done");
			assertThat(recorder).hasNoTrace();
			assertThat(call(task)).isEqualTo("done");
			assertThat(call(task)).isEqualTo("done");
			assertThat(recorder).hasSingleTrace().withRoot("task").hasOutput("done");
		});
	}

	/**
	 * Without a response that ends, the garbage collector says that nobody will use them.
	 */
	@Test
	void whatNobodyUsesEndsWhenItIsGone() {
		run((service, recorder) -> {
			service.task(() -> "never");
			service.object(Mono.just("never"));
			service.laterEntity(Flux.just("never")).block();
			Awaitility.await().until(() -> {
				System.gc();
				return recorder.observations().size() == 3;
			});
			assertThat(recorder.observations()).extracting((data) -> data.name())
				.containsExactlyInAnyOrder("task", "object", "laterEntity");
			assertThat(recorder.observations()).extracting((data) -> data.level())
				.containsOnly(ObservationLevel.DEFAULT);
		});
	}

	private static String call(Callable<String> task) {
		try {
			return task.call();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void run(BiConsumer<Service, LangfuseRecorder> test) {
		LangfuseContexts.plainRunner()
			.withUserConfiguration(Service.class, LangfuseRecorder.class)
			.run((context) -> test.accept(context.getBean(Service.class), context.getBean(LangfuseRecorder.class)));
	}

	static class Service {

		@Observe
		public Object object(Object result) {
			return result;
		}

		@Observe
		public <T> T generic(T result) {
			return result;
		}

		@Observe
		public ResponseEntity<Flux<String>> entity(@Nullable Flux<String> body) {
			return ResponseEntity.accepted().eTag("1").body(body);
		}

		@Observe
		public Mono<ResponseEntity<Flux<String>>> laterEntity(Flux<String> body) {
			return Mono.fromCallable(() -> ResponseEntity.ok(body));
		}

		@Observe
		public Callable<String> task(Callable<String> task) {
			return task;
		}

	}

	static class OwnMono extends Mono<String> {

		@Override
		public void subscribe(CoreSubscriber<? super String> actual) {
			Mono.just("own").subscribe(actual);
		}

	}

}
