/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.concurrent.Flow;
import java.util.function.BiConsumer;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.testing.LangfuseContexts;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Methods that return what Spring can adapt to a publisher.
 */
class AdaptedResultsTests {

	@Test
	void whatSpringAdaptsIsObserved() {
		run((service, recorder) -> {
			assertThat(service.rx().toList().blockingGet()).containsExactly("a", "b");
			assertThat(service.single().blockingGet()).isEqualTo("one");
			service.completable().blockingAwait();
			assertThat(JdkFlowAdapter.flowPublisherToFlux(service.flow()).blockLast()).isEqualTo(2);
			assertThat(Flux.from(service.publisher()).blockLast()).isEqualTo("p");
			assertThat(recorder).hasTraces(5);
			assertThat(recorder).hasTraceWithRoot("rx").hasOutput("ab").hasChild("leaf");
			assertThat(recorder).hasTraceWithRoot("single").hasOutput("one");
			assertThat(recorder).hasTraceWithRoot("completable").hasOutput(null);
			assertThat(recorder).hasTraceWithRoot("flow").hasOutput("[1,2]");
			assertThat(recorder).hasTraceWithRoot("publisher").hasOutput("p");
		});
	}

	@Test
	void whatHasAnsweredIsNotCancelled() {
		run((service, recorder) -> {
			assertThat(Mono.from(service.publisher()).block()).isEqualTo("p");
			assertThat(service.publisher()).isInstanceOf(Mono.class);
			assertThat(recorder).hasTraceWithRoot("publisher").hasLevel(ObservationLevel.DEFAULT);
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

		@Observe
		Mono<String> leaf(String text) {
			return Mono.just(text);
		}

	}

	static class Service {

		private final Inner inner;

		Service(Inner inner) {
			this.inner = inner;
		}

		@Observe
		Observable<String> rx() {
			return Observable.fromPublisher(Flux.concat(this.inner.leaf("a"), Mono.just("b")));
		}

		@Observe
		Single<String> single() {
			return Single.just("one");
		}

		@Observe
		Completable completable() {
			return Completable.complete();
		}

		@Observe
		Flow.Publisher<Integer> flow() {
			return JdkFlowAdapter.publisherToFlowPublisher(Flux.just(1, 2));
		}

		@Observe
		Publisher<String> publisher() {
			return Mono.just("p");
		}

	}

}
