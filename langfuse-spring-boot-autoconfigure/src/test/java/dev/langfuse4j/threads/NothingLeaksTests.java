/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.threads;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.management.ObjectName;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.testing.LangfuseContexts;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * After many calls of all kinds nothing of them is left, not even of those that never
 * end.
 */
class NothingLeaksTests {

	private static final int CALLS = 100_000;

	private static final int THREADS = 4;

	@Test
	void nothingIsLeftOfManyCalls() throws Exception {
		List<ObservationExporter> discarding = List.of((observations) -> {
		});
		LangfuseContexts.runner()
			.withBean(ObservationExporter.class, () -> discarding.get(0))
			.withBean(Inner.class)
			.withBean(Service.class)
			.run((context) -> {
				ExecutorService executor = Executors.newFixedThreadPool(THREADS);
				try {
					callMany(context.getBean(Service.class), executor);
					context.getBean(Langfuse.class).flush(Duration.ofSeconds(30));
					assertThat(live("dev.langfuse4j.trace.RecordingObservation")).isLessThan(20);
					assertThat(live("dev.langfuse4j.observation.LangfuseObservationContext")).isLessThan(20);
					assertThat(currentOnAllThreads(executor, context.getBean(Langfuse.class),
							context.getBean(ObservationRegistry.class)))
						.containsOnly("none");
				}
				finally {
					executor.shutdownNow();
				}
			});
	}

	@Test
	void countingSeesWhatIsHeld() throws Exception {
		List<Inner> held = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			held.add(new Inner());
		}
		assertThat(live(Inner.class.getName())).isGreaterThanOrEqualTo(held.size());
	}

	private static void callMany(Service service, ExecutorService executor) throws Exception {
		List<Callable<Void>> workers = new ArrayList<>();
		for (int worker = 0; worker < THREADS; worker++) {
			workers.add(() -> {
				for (int i = 0; i < CALLS / THREADS; i++) {
					call(service, i);
				}
				return null;
			});
		}
		for (Future<Void> done : executor.invokeAll(workers)) {
			done.get();
		}
	}

	private static void call(Service service, int i) {
		switch (i % 12) {
			case 0 -> service.value();
			case 1 -> assertThatIllegalStateException().isThrownBy(service::failing);
			case 2 -> service.future(CompletableFuture.completedFuture("x"));
			case 3 -> service.future(new CompletableFuture<>());
			case 4 -> service.mono().block();
			case 5 -> service.mono();
			case 6 -> service.flux().take(1).blockLast();
			case 7 -> service.onOtherThreads().collectList().block();
			case 8 -> service.stream().toList();
			case 9 -> service.stream();
			case 10 -> service.byHand();
			default -> service.nested();
		}
	}

	/**
	 * Each thread takes one task, as all wait for each other.
	 */
	private static List<String> currentOnAllThreads(ExecutorService executor, Langfuse langfuse,
			ObservationRegistry registry) throws Exception {
		CountDownLatch all = new CountDownLatch(THREADS);
		Callable<String> look = () -> {
			all.countDown();
			assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
			boolean none = langfuse.current() == LangfuseObservation.noop()
					&& registry.getCurrentObservationScope() == null;
			return none ? "none" : langfuse.current().toString();
		};
		List<String> current = new ArrayList<>();
		for (Future<String> found : executor.invokeAll(Collections.nCopies(THREADS, look))) {
			current.add(found.get());
		}
		return current;
	}

	/**
	 * Counts the instances that a full collection leaves.
	 */
	private static long live(String type) throws Exception {
		String histogram = (String) ManagementFactory.getPlatformMBeanServer()
			.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
					new Object[] { null }, new String[] { String[].class.getName() });
		return histogram.lines()
			.map((line) -> line.trim().split("\\s+"))
			.filter((columns) -> columns.length >= 4 && columns[3].equals(type))
			.mapToLong((columns) -> Long.parseLong(columns[1]))
			.sum();
	}

	static class Inner {

		@Observe
		String inner() {
			return "inner";
		}

		@Observe
		Mono<String> reactive(int i) {
			return Mono.just("inner " + i);
		}

	}

	static class Service {

		private final Inner inner;

		private final Langfuse langfuse;

		Service(Inner inner, Langfuse langfuse) {
			this.inner = inner;
			this.langfuse = langfuse;
		}

		@Observe
		String value() {
			return "value";
		}

		@Observe
		String failing() {
			throw new IllegalStateException("fails");
		}

		@Observe
		String nested() {
			return this.inner.inner();
		}

		@Observe
		CompletableFuture<String> future(CompletableFuture<String> future) {
			return future;
		}

		@Observe
		Mono<String> mono() {
			this.inner.inner();
			return this.inner.reactive(1);
		}

		@Observe
		Flux<String> flux() {
			return Flux.just("a", "b", "c");
		}

		@Observe
		Flux<String> onOtherThreads() {
			return Flux.range(0, 2).publishOn(Schedulers.parallel()).flatMap(this.inner::reactive);
		}

		@Observe
		Stream<String> stream() {
			return Stream.of("a", "b");
		}

		String byHand() {
			try (ActiveObservation observation = this.langfuse.observation("by hand").start()) {
				observation.input("x");
				return this.inner.inner();
			}
		}

	}

}
