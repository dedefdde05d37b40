/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import dev.langfuse4j.export.delivery.Delivery;
import dev.langfuse4j.export.queue.Admission;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SignalExport}: when it takes the next batch out of the queue.
 */
class SignalExportTests {

	private final ExportThread thread = new ExportThread();

	@AfterEach
	void close() {
		this.thread.close();
	}

	@Test
	void batchWaitsForAResponse() throws Exception {
		Export export = new Export(3);
		export.drain().get(10, TimeUnit.SECONDS);
		assertThat(export.events).containsExactly("congested", "congested", "congested", "free", "batch of 10", "free",
				"batch of 5");
	}

	@Test
	void eachBatchWaitsForALimitedTime() throws Exception {
		Export export = new Export(Integer.MAX_VALUE);
		export.drain().get(10, TimeUnit.SECONDS);
		assertThat(export.events).filteredOn("congested"::equals).hasSize(2 * SignalExport.MAX_PAUSES);
		assertThat(export.events).endsWith("batch of 5");
	}

	/**
	 * Fifteen items for which there is no room at first.
	 */
	private final class Export extends SignalExport {

		private final List<String> events = new CopyOnWriteArrayList<>();

		private int congested;

		Export(int congested) {
			super(SignalExportTests.this.thread, Exporters.of(),
					new Admission(Runnable::run, () -> true, () -> Mono.just(true), System::nanoTime));
			this.congested = congested;
		}

		@Override
		boolean isCongested(int limit) {
			boolean full = this.congested > 0;
			this.congested--;
			this.events.add(full ? "congested" : "free");
			return full;
		}

		@Override
		void exportNext(int limit) {
			this.events.add("batch of " + limit);
		}

		@Override
		int waiting() {
			return 15;
		}

		@Override
		int held() {
			return 15;
		}

		@Override
		boolean isBatch() {
			return false;
		}

		@Override
		int batchSize() {
			return 10;
		}

		@Override
		@Nullable Delivery delivery() {
			return null;
		}

		@Override
		void close() {
			// Nothing is open
		}

	}

}
