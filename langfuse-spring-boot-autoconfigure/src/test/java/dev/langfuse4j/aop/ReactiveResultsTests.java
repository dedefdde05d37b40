/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.testing.LangfuseContexts;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.codec.ServerSentEvent;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Methods that return a publisher.
 */
class ReactiveResultsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@Test
	void eachSubscriptionIsAnObservation() {
		run((service, recorder) -> {
			Mono<String> mono = service.mono(Mono.just("value"));
			assertThat(recorder).hasNoTrace();
			assertThat(mono.block()).isEqualTo("value");
			assertThat(recorder).hasSingleTrace().withRoot("mono").hasOutput("value").hasInputContaining("source");
			mono.block();
			assertThat(recorder).hasTraces(2);
		});
	}

	@Test
	void emptyMonoHasNoOutputAndNoneAtAllEndsWithTheMethod() {
		run((service, recorder) -> {
			assertThat(service.mono(Mono.empty()).block()).isNull();
			assertThat(recorder).hasTraceWithRoot("mono").hasOutput(null).hasLevel(ObservationLevel.DEFAULT);
			recorder.clear();
			assertThat(service.mono(null)).isNull();
			assertThat(recorder).hasTraceWithRoot("mono").hasOutput(null);
		});
	}

	@Test
	void failuresAreThoseOfTheUser() {
		run((service, recorder) -> {
			IllegalStateException failure = new IllegalStateException("no model");
			assertThatIllegalStateException().isThrownBy(() -> service.mono(Mono.error(failure)).block())
				.isSameAs(failure);
			assertThat(recorder).hasTraceWithRoot("mono").hasFailed("no model");
			recorder.clear();
			assertThatIllegalStateException().isThrownBy(service::throwing);
			assertThat(recorder).hasTraceWithRoot("throwing").hasFailed("at once");
			recorder.clear();
			assertThatIllegalStateException()
				.isThrownBy(() -> service.flux(Flux.concat(Flux.just("a", "b"), Flux.error(failure))).blockLast());
			assertThat(recorder).hasTraceWithRoot("flux").hasFailed("no model").hasOutput("ab");
		});
	}

	@Test
	void eachRetryIsAnObservation() {
		run((service, recorder) -> {
			AtomicInteger attempts = new AtomicInteger();
			Mono<String> flaky = Mono.fromCallable(() -> {
				if (attempts.incrementAndGet() < 3) {
					throw new IllegalStateException("attempt " + attempts);
				}
				return "third";
			});
			assertThat(service.mono(flaky).retry(2).block()).isEqualTo("third");
			assertThat(recorder.observations()).extracting((data) -> data.level())
				.containsExactly(ObservationLevel.ERROR, ObservationLevel.ERROR, ObservationLevel.DEFAULT);
		});
	}

	@Test
	void cancellingKeepsWhatCameAndIsNoFailure() {
		run((service, recorder) -> {
			assertThat(service.flux(Flux.just("a", "b", "c", "d")).take(2).collectList().block()).containsExactly("a",
					"b");
			assertThat(recorder).hasTraceWithRoot("flux").hasLevel(ObservationLevel.WARNING).hasOutput("ab");
			recorder.clear();
			Mono<String> timedOut = service.mono(Mono.never()).timeout(Duration.ofMillis(1));
			assertThat(timedOut.onErrorReturn(TimeoutException.class, "late").block()).isEqualTo("late");
			assertThat(recorder).hasTraceWithRoot("mono").hasLevel(ObservationLevel.WARNING).hasOutput(null);
		});
	}

	@Test
	void textsAreJoinedAndOthersListed() {
		run((service, recorder) -> {
			service.flux(Flux.just("Hel", "lo")).blockLast();
			assertThat(recorder).hasTraceWithRoot("flux")
				.hasOutput("Hello")
				.satisfies((data) -> assertThat(data.modelCall().completionStartTime()).isNotNull());
			recorder.clear();
			service.numbers(Flux.range(1, 3)).blockLast();
			assertThat(recorder).hasTraceWithRoot("numbers").hasOutput("[1,2,3]");
			recorder.clear();
			service.events(Flux.just(ServerSentEvent.builder("Hel").id("1").build(),
					ServerSentEvent.<String>builder().comment("keep-alive").build(),
					ServerSentEvent.builder("lo").build()))
				.blockLast();
			assertThat(recorder).hasTraceWithRoot("events").hasOutput("Hello");
		});
	}

	@Test
	void longFluxTakesBoundedRoom() {
		run((service, recorder) -> {
			service.flux(Flux.range(0, 1_000_000).map((i) -> "word ")).blockLast();
			assertThat(recorder).hasTraceWithRoot("flux")
				.hasOutputContaining(" more characters]")
				.satisfies((data) -> assertThat(data.output().length()).isLessThan(201_000));
		});
	}

	@Test
	void reactiveCallsNestOnWhateverThread() {
		run((service, recorder) -> {
			Flux<String> outer = service.outer();
			assertThat(recorder).hasNoTrace();
			assertThat(outer.collectList().block(PATIENCE)).containsExactly("inner 1", "inner 2");
			assertThat(recorder).hasSingleTrace()
				.withRoot("outer")
				.hasMetadata("by hand", "yes")
				.hasChildren(2, "inner")
				.hasChild("inner", (inner) -> inner.hasOnlyChildren("leaf"));
		});
	}

	@Test
	void nestsBelowABlockingCall() {
		run((service, recorder) -> {
			service.blocking();
			assertThat(recorder).hasSingleTrace().withRoot("blocking").hasOnlyChildren("leaf");
		});
	}

	@Test
	void whatTheMethodItselfObservesIsBelowToo() {
		run((service, recorder) -> {
			assertThat(service.assembling().block()).isEqualTo("answer");
			assertThat(recorder).hasSingleTrace().withRoot("assembling").hasOnlyChildren("search", "leaf");
			recorder.clear();
			service.delegating();
			assertThat(recorder).hasSingleTrace()
				.withRoot("delegating")
				.hasOnlyChildren("assembling")
				.hasChild("assembling", (child) -> child.hasOnlyChildren("search", "leaf"));
			recorder.clear();
			service.assembling();
			service.after();
			assertThat(recorder).hasTraceWithRoot("after");
		});
	}

	@Test
	void placeInAPipelineIsKnownWhenItIsSubscribedTo() {
		run((service, recorder) -> {
			service.pipeline().block(PATIENCE);
			assertThat(recorder).hasSingleTrace()
				.withRoot("pipeline")
				.hasOnlyChildren("marked")
				.hasChild("marked", (marked) -> marked.hasMetadata("marked", "yes"));
		});
	}

	@Test
	void clientThatObservesNothingDoesNotCutTheTree() {
		run((service, recorder) -> {
			service.belowNothing().block(PATIENCE);
			assertThat(recorder).hasSingleTrace().withRoot("belowNothing").hasOnlyChildren("leaf");
		});
	}

	@Test
	void secondSubscriptionOfWhatWasAssembledOnceIsATraceOfItsOwn() {
		run((service, recorder) -> {
			Mono<String> mono = service.assembling();
			mono.block();
			mono.block();
			assertThat(recorder).hasTraces(2);
			assertThat(recorder.traces().get(1).roots()).extracting((data) -> data.name())
				.containsExactly("assembling");
		});
	}

	@Test
	void neverSubscribedIsNotSent() {
		run((service, recorder) -> {
			Mono.just("x").switchIfEmpty(service.mono(Mono.just("unused"))).block();
			assertThat(recorder).hasNoTrace();
		});
	}

	@Test
	void resultIsWhatExpressionsMakeOfTheElements() {
		run((service, recorder) -> {
			service.counted(Flux.just("a", "b")).blockLast();
			assertThat(recorder).hasTraceWithRoot("counted").hasOutput("2").hasMetadata("first", "a");
		});
	}

	private static void run(BiConsumer<Service, LangfuseRecorder> code) {
		LangfuseContexts.plainRunner()
			.withBean(LangfuseRecorder.class)
			.withBean(Inner.class)
			.withBean(Service.class)
			.run((context) -> code.accept(context.getBean(Service.class), context.getBean(LangfuseRecorder.class)));
	}

	static class Inner {

		@Lazy
		@Autowired
		private Inner self;

		@Autowired
		private Langfuse langfuse;

		@Observe
		Mono<String> leaf(String text) {
			return Mono.just(text);
		}

		@Observe
		List<String> search() {
			return List.of("document");
		}

		@Observe
		Mono<String> marked() {
			this.langfuse.current().metadata("marked", "yes");
			return Mono.just("marked");
		}

		@Observe
		Mono<String> inner(int number) {
			return this.self.leaf("inner " + number);
		}

		@Observe
		Mono<String> assembling() {
			List<String> documents = this.self.search();
			return this.self.leaf(documents.get(0)).thenReturn("answer");
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
		Mono<String> mono(@Nullable Mono<String> source) {
			return source;
		}

		@Observe
		Mono<String> throwing() {
			throw new IllegalStateException("at once");
		}

		@Observe
		Flux<String> flux(Flux<String> source) {
			return source;
		}

		@Observe
		Flux<Integer> numbers(Flux<Integer> source) {
			return source;
		}

		@Observe
		Flux<ServerSentEvent<String>> events(Flux<ServerSentEvent<String>> source) {
			return source;
		}

		@Observe
		Flux<String> outer() {
			return Flux.deferContextual((context) -> {
				this.langfuse.current(context).metadata("by hand", "yes");
				return Flux.range(1, 2).publishOn(Schedulers.parallel()).concatMap(this::innerOf);
			});
		}

		private Mono<String> innerOf(int number) {
			return this.inner.inner(number).subscribeOn(Schedulers.boundedElastic());
		}

		@Observe
		String blocking() {
			return this.inner.leaf("x").subscribeOn(Schedulers.parallel()).block(PATIENCE);
		}

		@Observe
		String delegating() {
			return this.inner.assembling().block(PATIENCE);
		}

		Mono<String> assembling() {
			return this.inner.assembling();
		}

		@Observe
		void after() {
		}

		@Observe
		Mono<String> pipeline() {
			return Mono.just(1).publishOn(Schedulers.parallel()).flatMap((i) -> this.inner.marked());
		}

		@Observe
		Mono<String> belowNothing() {
			return Mono.defer(() -> this.inner.leaf("x"))
				.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, Observation.NOOP));
		}

		@Observe(output = "#result.size()", metadata = "first=#result[0]")
		Flux<String> counted(Flux<String> source) {
			return source;
		}

	}

}
