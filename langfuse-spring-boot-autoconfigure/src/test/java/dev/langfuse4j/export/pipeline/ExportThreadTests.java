/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExportThread}.
 */
class ExportThreadTests {

	private static final long PAUSE = Duration.ofMillis(1).toNanos();

	private static final long LONG = Duration.ofSeconds(10).toNanos();

	private final ExportThread thread = new ExportThread();

	@Test
	void closeWaitsForCodeThatIsInterrupted() throws Exception {
		Thread closing = Thread.currentThread();
		CountDownLatch begun = new CountDownLatch(1);
		AtomicBoolean over = new AtomicBoolean();
		this.thread.execute(() -> {
			begun.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				long start = System.nanoTime();
				while (closing.getState() != Thread.State.TIMED_WAITING && System.nanoTime() - start < LONG) {
					LockSupport.parkNanos(PAUSE);
				}
				over.set(true);
			}
		});
		begun.await();
		this.thread.close();
		// Read at once: to load the classes of an assertion takes longer than the task
		boolean overWhenClosed = over.get();
		assertThat(overWhenClosed).isTrue();
	}

	@Test
	void closeDoesNotWaitForItself() throws Exception {
		CountDownLatch closed = new CountDownLatch(1);
		this.thread.execute(() -> {
			assertThat(this.thread.isCurrent()).isTrue();
			this.thread.close();
			closed.countDown();
		});
		closed.await();
		assertThat(this.thread.execute(() -> {
		})).isFalse();
	}

}
