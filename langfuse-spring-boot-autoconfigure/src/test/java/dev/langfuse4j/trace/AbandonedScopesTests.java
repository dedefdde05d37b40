/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AbandonedScopes}.
 */
class AbandonedScopesTests {

	private static final int THREADS = 4;

	private static final int SCOPES = 20_000;

	private final ObservationRegistry registry = ObservationRegistry.create();

	AbandonedScopesTests() {
		this.registry.observationConfig().observationHandler((context) -> true);
	}

	@Test
	void scopeIsLeftOnceItIsAbandoned() {
		Observation.Scope scope = open();
		AbandonedScopes.leave();
		assertThat(AbandonedScopes.currentScope()).isSameAs(scope);
		AbandonedScopes.add(scope, "abandoned");
		AbandonedScopes.leave();
		assertThat(AbandonedScopes.currentScope()).isNull();
	}

	@Test
	void allScopesAreLeftThoughThreadsAbandonSomeAtTheSameTime() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		CountDownLatch begin = new CountDownLatch(THREADS);
		List<Future<Integer>> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			threads.add(executor.submit(() -> {
				begin.countDown();
				begin.await();
				return abandonAndLeave();
			}));
		}
		for (Future<Integer> thread : threads) {
			assertThat(thread.get()).as("scopes that are still current").isZero();
		}
		executor.shutdownNow();
	}

	@Test
	void scopeIsNeitherAbandonedNorLeftWhileAnotherThreadDoes() throws Exception {
		Object lock = ReflectionTestUtils.getField(AbandonedScopes.class, "scopes");
		AtomicReference<Observation.Scope> left = new AtomicReference<>();
		CyclicBarrier step = new CyclicBarrier(2);
		Thread other = new Thread(() -> {
			Observation.Scope scope = open();
			await(step);
			AbandonedScopes.add(scope, "abandoned");
			await(step);
			await(step);
			AbandonedScopes.leave();
			left.set(AbandonedScopes.currentScope());
		});
		other.start();
		synchronized (lock) {
			await(step);
			assertBlocked(other);
		}
		await(step);
		synchronized (lock) {
			await(step);
			assertBlocked(other);
		}
		other.join();
		assertThat(left).hasNullValue();
	}

	private static void assertBlocked(Thread thread) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(thread::getState, (state) -> state == Thread.State.BLOCKED);
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (InterruptedException | BrokenBarrierException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Abandons scopes, and leaves them.
	 * @return the number of scopes that were not left
	 */
	private int abandonAndLeave() {
		int current = 0;
		for (int i = 0; i < SCOPES; i++) {
			Observation.Scope scope = open();
			AbandonedScopes.add(scope, "abandoned");
			AbandonedScopes.leave();
			if (AbandonedScopes.currentScope() != null) {
				current++;
				scope.close();
			}
		}
		return current;
	}

	private Observation.Scope open() {
		return Observation.start("abandoned", this.registry).openScope();
	}

}
