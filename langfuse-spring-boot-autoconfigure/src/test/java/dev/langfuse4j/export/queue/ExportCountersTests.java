/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.queue;

import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

import dev.langfuse4j.export.LossReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An observation that leaves the disk is counted at its new place first, so that no
 * reader misses it.
 */
class ExportCountersTests {

	private static final int COUNT = 300_000;

	private final ExportCounters counters = new ExportCounters(() -> 0);

	@Test
	void deliveredFromDiskIsNeverMissing() throws Exception {
		this.counters.countAdopted(COUNT);
		assertThat(this.counters.accepted()).isEqualTo(COUNT);
		assertThat(smallest(() -> this.counters.countReplayed(1), this.counters::delivered)).isEqualTo(COUNT);
		assertThat(this.counters.delivered()).isEqualTo(COUNT);
	}

	@Test
	void lostFromDiskIsNeverMissing() throws Exception {
		this.counters.countAdopted(COUNT);
		assertThat(smallest(() -> this.counters.countSpilledLost(LossReason.REJECTED, 1), this.counters::totalLost))
			.isEqualTo(COUNT);
		assertThat(this.counters.lost()).containsEntry(LossReason.REJECTED, (long) COUNT);
	}

	/**
	 * Returns the smallest sum that a reader sees, who reads the disk first.
	 */
	private long smallest(Runnable leave, LongSupplier arrived) throws InterruptedException {
		CountDownLatch reads = new CountDownLatch(1);
		Thread writer = new Thread(() -> {
			try {
				reads.await();
				for (int i = 0; i < COUNT; i++) {
					leave.run();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		writer.start();
		long smallest = Long.MAX_VALUE;
		long spilled;
		do {
			reads.countDown();
			spilled = this.counters.spilled();
			smallest = Math.min(smallest, spilled + arrived.getAsLong());
		}
		while (spilled > 0);
		writer.join();
		return smallest;
	}

}
