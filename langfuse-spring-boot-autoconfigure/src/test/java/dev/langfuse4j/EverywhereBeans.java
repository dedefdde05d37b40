/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.scheduling.annotation.Async;

/**
 * Methods of all kinds, each of which observes something on all threads it runs on: once
 * with an annotation that says for whom, once without.
 */
final class EverywhereBeans {

	private EverywhereBeans() {
	}

	/**
	 * A method, and what there must be of it.
	 */
	enum Kind {

		PLAIN(Kinds::plain, "plain", "leaf", "manual", "event"),

		FUTURE(Kinds::future, "future", "leaf", "leaf", "leafAsync"),

		FUTURE_FROM_ASYNC(Kinds::async, "async", "leaf", "leafAsync"),

		MONO(Kinds::mono, "mono", "leafMono", "leafMono"),

		MONO_WITH_WORK_BEFORE(Kinds::prepared, "prepared", "leaf", "leafMono"),

		FLUX(Kinds::flux, "flux", "leafMono", "leafMono", "leafMono", "leafFlux"),

		STREAM(Kinds::stream, "stream", "leaf", "leaf", "leaf"),

		ITERATOR(Kinds::iterator, "iterator", "leaf", "leaf"),

		PARALLEL_STREAM(Kinds::parallelStream, "parallelStream", "leaf", "leaf", "leaf", "leaf", "leaf", "leaf", "leaf",
				"leaf"),

		EXECUTOR(Kinds::executor, "executor", "leaf", "leaf", "leafMono"),

		THREAD(Kinds::thread, "thread", "leaf", "leafAsync");

		private final Function<Kinds, Object> method;

		private final String[] observations;

		Kind(Function<Kinds, Object> method, String... observations) {
			this.method = method;
			this.observations = observations;
		}

		Object call(Kinds kinds) {
			return this.method.apply(kinds);
		}

		String[] observations() {
			return this.observations;
		}

	}

	abstract static class Kinds {

		private final Leaves leaves;

		private final Langfuse langfuse;

		private final ContextWrapper wrapper;

		Kinds(Leaves leaves, Langfuse langfuse, ContextWrapper wrapper) {
			this.leaves = leaves;
			this.langfuse = langfuse;
			this.wrapper = wrapper;
		}

		String plain() {
			this.leaves.leaf();
			this.langfuse.current().event("event");
			return this.langfuse.observation("manual").observe(() -> "x");
		}

		CompletableFuture<String> future() {
			Executor executor = this.wrapper.wrap((Executor) (task) -> new Thread(task).start());
			return CompletableFuture.supplyAsync(this.leaves::leaf, executor)
				.thenCombine(CompletableFuture.supplyAsync(this.wrapper.wrap(this.leaves::leaf)), String::concat)
				.thenCombine(this.leaves.leafAsync(), String::concat);
		}

		CompletableFuture<String> async() {
			this.leaves.leaf();
			return this.leaves.leafAsync();
		}

		Mono<String> mono() {
			return Mono.delay(Duration.ofMillis(1))
				.publishOn(Schedulers.boundedElastic())
				.flatMap((tick) -> this.leaves.leafMono())
				.publishOn(Schedulers.parallel())
				.flatMap((text) -> this.leaves.leafMono().subscribeOn(Schedulers.single()));
		}

		/**
		 * Its place in the tree is taken before it is subscribed to.
		 */
		Mono<String> prepared() {
			this.leaves.leaf();
			return Mono.defer(this.leaves::leafMono).subscribeOn(Schedulers.parallel());
		}

		Mono<String> marked() {
			this.langfuse.current().metadata("marked", true);
			return Mono.defer(this.leaves::leafMono);
		}

		Flux<String> flux() {
			return Flux.range(0, 3)
				.publishOn(Schedulers.parallel())
				.flatMap((i) -> this.leaves.leafMono().subscribeOn(Schedulers.boundedElastic()))
				.concatWith(this.leaves.leafFlux());
		}

		Stream<String> stream() {
			return Stream.of(1, 2, 3).map((i) -> this.leaves.leaf());
		}

		Iterator<String> iterator() {
			return List.of(1, 2).stream().map((i) -> this.leaves.leaf()).iterator();
		}

		int parallelStream() {
			ContextWrapper.Task<String> task = this.wrapper.wrap(this.leaves::leaf);
			return IntStream.range(0, 8).parallel().map((i) -> task.get().length()).sum();
		}

		String executor() {
			ExecutorService executor = this.wrapper.wrap(Executors.newFixedThreadPool(2));
			try {
				CompletableFuture<String> first = CompletableFuture.supplyAsync(this.leaves::leaf, executor);
				executor.submit(this.leaves::leaf).get();
				executor.submit(() -> this.leaves.leafMono().block()).get();
				return first.join();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			finally {
				executor.shutdown();
			}
		}

		/**
		 * A virtual thread where Java has them.
		 */
		String thread() {
			Runnable task = this.wrapper.wrap(() -> {
				this.leaves.leaf();
				this.leaves.leafAsync().join();
			});
			try {
				newThread(task).join();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			return "x";
		}

		private static Thread newThread(Runnable task) throws ReflectiveOperationException {
			if (Runtime.version().feature() < 21) {
				Thread thread = new Thread(task);
				thread.start();
				return thread;
			}
			return (Thread) Objects
				.requireNonNull(Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task));
		}

	}

	static class Leaves {

		@Observe
		String leaf() {
			return "x";
		}

		@Observe
		Mono<String> leafMono() {
			return Mono.just("x");
		}

		@Observe
		Flux<String> leafFlux() {
			return Flux.just("x", "y").delayElements(Duration.ofMillis(1));
		}

		@Async
		@Observe
		CompletableFuture<String> leafAsync() {
			return CompletableFuture.completedFuture("x");
		}

	}

	@Observe
	@ObserveTrace(userId = "'ada'", sessionId = "'c-1'", tags = { "vip", "beta" })
	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@interface ObserveForAda {

	}

	static class ForAda extends Kinds {

		ForAda(Leaves leaves, Langfuse langfuse, ContextWrapper wrapper) {
			super(leaves, langfuse, wrapper);
		}

		@Override
		@ObserveForAda
		String plain() {
			return super.plain();
		}

		@Override
		@ObserveForAda
		CompletableFuture<String> future() {
			return super.future();
		}

		@Override
		@ObserveForAda
		CompletableFuture<String> async() {
			return super.async();
		}

		@Override
		@ObserveForAda
		Mono<String> mono() {
			return super.mono();
		}

		@Override
		@ObserveForAda
		Mono<String> prepared() {
			return super.prepared();
		}

		@Override
		@ObserveForAda
		Flux<String> flux() {
			return super.flux();
		}

		@Override
		@ObserveForAda
		Stream<String> stream() {
			return super.stream();
		}

		@Override
		@ObserveForAda
		Iterator<String> iterator() {
			return super.iterator();
		}

		@Override
		@ObserveForAda
		int parallelStream() {
			return super.parallelStream();
		}

		@Override
		@ObserveForAda
		String executor() {
			return super.executor();
		}

		@Override
		@ObserveForAda
		String thread() {
			return super.thread();
		}

	}

	static class ForNobody extends Kinds {

		ForNobody(Leaves leaves, Langfuse langfuse, ContextWrapper wrapper) {
			super(leaves, langfuse, wrapper);
		}

		@Override
		@Observe
		String plain() {
			return super.plain();
		}

		@Override
		@Observe
		CompletableFuture<String> future() {
			return super.future();
		}

		@Override
		@Observe
		CompletableFuture<String> async() {
			return super.async();
		}

		@Override
		@Observe
		Mono<String> mono() {
			return super.mono();
		}

		@Override
		@Observe
		Mono<String> prepared() {
			return super.prepared();
		}

		@Override
		@Observe
		Flux<String> flux() {
			return super.flux();
		}

		@Override
		@Observe
		Stream<String> stream() {
			return super.stream();
		}

		@Override
		@Observe
		Iterator<String> iterator() {
			return super.iterator();
		}

		@Override
		@Observe
		int parallelStream() {
			return super.parallelStream();
		}

		@Override
		@Observe
		String executor() {
			return super.executor();
		}

		@Override
		@Observe
		String thread() {
			return super.thread();
		}

		@Override
		@Observe
		Mono<String> marked() {
			return super.marked();
		}

	}

}
