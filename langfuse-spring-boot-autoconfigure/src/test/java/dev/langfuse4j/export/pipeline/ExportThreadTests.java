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

	private final ExportThread thread = new ExportThread();

	@Test
	void closeWaitsForCodeThatIsInterrupted() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		AtomicBoolean over = new AtomicBoolean();
		this.thread.execute(() -> {
			begun.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
				over.set(true);
			}
		});
		begun.await();
		this.thread.close();
		assertThat(over).isTrue();
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
