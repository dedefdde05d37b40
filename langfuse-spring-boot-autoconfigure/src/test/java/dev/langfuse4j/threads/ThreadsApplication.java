/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.threads;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.test.LangfuseRecorder;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * An application that calls {@link Leaf#leaf} from wherever Spring and the JDK run code.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
@EnableScheduling
@EnableResilientMethods
@Import({ LangfuseRecorder.class, ThreadsApplication.Leaf.class, ThreadsApplication.Asynchronous.class,
		ThreadsApplication.Listeners.class, ThreadsApplication.Flaky.class, ThreadsApplication.Caller.class,
		ThreadsApplication.Jobs.class, ThreadsApplication.Transactions.class })
class ThreadsApplication {

	@Bean
	ThreadPoolTaskExecutor own() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setTaskDecorator(new ContextPropagatingTaskDecorator());
		return executor;
	}

	@Bean
	ThreadPoolTaskExecutor bare() {
		return new ThreadPoolTaskExecutor();
	}

	@Bean
	ThreadPoolTaskExecutor applicationTaskExecutor(ThreadPoolTaskExecutorBuilder builder) {
		return builder.build();
	}

	record Asked(CountDownLatch heard) {

	}

	record Committed(CountDownLatch heard) {

	}

	static class Leaf {

		@Observe
		String leaf() {
			return Thread.currentThread().getName();
		}

	}

	static class Asynchronous {

		private final Leaf leaf;

		Asynchronous(Leaf leaf) {
			this.leaf = leaf;
		}

		@Async("applicationTaskExecutor")
		public CompletableFuture<String> onBootsExecutor() {
			return CompletableFuture.completedFuture(this.leaf.leaf());
		}

		@Async("own")
		public CompletableFuture<String> onOwnExecutor() {
			return CompletableFuture.completedFuture(this.leaf.leaf());
		}

		@Async("bare")
		public CompletableFuture<String> onBareExecutor() {
			return CompletableFuture.completedFuture(this.leaf.leaf());
		}

		@Async("applicationTaskExecutor")
		@Observe
		public CompletableFuture<String> observed() {
			return CompletableFuture.completedFuture(this.leaf.leaf());
		}

	}

	static class Listeners {

		private final Leaf leaf;

		Listeners(Leaf leaf) {
			this.leaf = leaf;
		}

		@EventListener
		public void onAsked(Asked event) {
			this.leaf.leaf();
		}

		@Async("applicationTaskExecutor")
		@EventListener
		public void onAskedLater(Asked event) {
			this.leaf.leaf();
			event.heard().countDown();
		}

		@TransactionalEventListener
		public void onCommitted(Committed event) {
			this.leaf.leaf();
			event.heard().countDown();
		}

	}

	static class Transactions {

		private final ApplicationEventPublisher events;

		Transactions(ApplicationEventPublisher events) {
			this.events = events;
		}

		@Transactional
		@Observe
		public void inTransaction() {
			this.events.publishEvent(new Committed(new CountDownLatch(1)));
		}

	}

	static class Flaky {

		private final AtomicInteger attempts = new AtomicInteger();

		@Retryable(maxRetries = 2, delay = 1)
		@Observe
		public String flaky() {
			if (this.attempts.incrementAndGet() < 3) {
				throw new IllegalStateException("attempt " + this.attempts);
			}
			return "third";
		}

	}

	static class Jobs {

		private final Leaf leaf;

		Jobs(Leaf leaf) {
			this.leaf = leaf;
		}

		@Scheduled(fixedRate = 50)
		@Observe
		public void job() {
			this.leaf.leaf();
		}

	}

	/**
	 * Calls the leaf in one observed method for each way, so that the leaf must be below
	 * it.
	 */
	static class Caller {

		private final Leaf leaf;

		private final Asynchronous asynchronous;

		private final Flaky flaky;

		private final ApplicationEventPublisher events;

		private final ContextWrapper wrapper;

		private final ThreadPoolTaskExecutor spring;

		private final Transactions transactions;

		Caller(Leaf leaf, Asynchronous asynchronous, Flaky flaky, ApplicationEventPublisher events,
				ContextWrapper wrapper, ThreadPoolTaskExecutor applicationTaskExecutor, Transactions transactions) {
			this.leaf = leaf;
			this.asynchronous = asynchronous;
			this.flaky = flaky;
			this.events = events;
			this.wrapper = wrapper;
			this.spring = applicationTaskExecutor;
			this.transactions = transactions;
		}

		@Observe
		public void sameThread() {
			this.leaf.leaf();
		}

		@Observe
		public void async() {
			this.asynchronous.onBootsExecutor().join();
		}

		@Observe
		public void asyncOnOwnExecutor() {
			this.asynchronous.onOwnExecutor().join();
		}

		@Observe
		public void asyncOnBareExecutor() {
			this.asynchronous.onBareExecutor().join();
		}

		@Observe
		public void asyncObserved() {
			this.asynchronous.observed().join();
		}

		@Observe
		public void events() throws InterruptedException {
			CountDownLatch heard = new CountDownLatch(1);
			this.events.publishEvent(new Asked(heard));
			await(heard);
		}

		@Observe
		public void transaction() {
			this.transactions.inTransaction();
		}

		@Observe
		public void supplyAsyncOnSpringsExecutor() {
			CompletableFuture.supplyAsync(this.leaf::leaf, this.spring).join();
		}

		@Observe
		public void wrappedExecutor() throws Exception {
			ExecutorService executor = this.wrapper.wrap(Executors.newFixedThreadPool(2));
			try {
				executor.invokeAll(List.<Callable<String>>of(this.leaf::leaf, this.leaf::leaf));
			}
			finally {
				executor.shutdown();
			}
		}

		@Observe
		public void wrappedScheduler() throws Exception {
			var executor = (ScheduledExecutorService) this.wrapper
				.wrap((ExecutorService) Executors.newSingleThreadScheduledExecutor());
			try {
				executor.schedule(this.leaf::leaf, 1, TimeUnit.MILLISECONDS).get();
			}
			finally {
				executor.shutdown();
			}
		}

		@Observe
		public void wrappedForkJoinPool() throws Exception {
			this.wrapper.wrap((ExecutorService) ForkJoinPool.commonPool()).submit(() -> this.leaf.leaf()).get();
		}

		@Observe
		public void wrappedTasks() throws Exception {
			Runnable task = this.leaf::leaf;
			Thread thread = new Thread(this.wrapper.wrap(task));
			thread.start();
			thread.join();
			CompletableFuture.supplyAsync(this.wrapper.wrap(() -> this.leaf.leaf())).join();
			CompletableFuture.supplyAsync(this.wrapper.wrap(this.leaf::leaf)).join();
			Callable<String> callable = this.leaf::leaf;
			ForkJoinPool.commonPool().submit(this.wrapper.wrap(callable)).get();
		}

		@Observe
		public void wrappedVirtualThreads() throws Exception {
			ExecutorService executor = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
				.invoke(null);
			this.wrapper.wrap(executor).submit(() -> this.leaf.leaf()).get();
		}

		@Observe
		public void retrying() {
			this.flaky.flaky();
		}

		private static void await(CountDownLatch latch) throws InterruptedException {
			if (!latch.await(10, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Nobody has heard");
			}
		}

	}

}
