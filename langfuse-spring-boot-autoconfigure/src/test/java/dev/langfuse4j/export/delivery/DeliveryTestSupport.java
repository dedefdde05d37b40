/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.export.RetrySettings;
import dev.langfuse4j.export.queue.Admission;
import dev.langfuse4j.export.queue.ExportCounters;
import dev.langfuse4j.export.queue.Intake;
import dev.langfuse4j.export.spill.SpillSettings;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.observation.ProjectName;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A delivery of words, on a thread and by a clock that stand still.
 */
abstract class DeliveryTestSupport {

	static final Duration BACKOFF = Duration.ofSeconds(1);

	static final Duration PROBE = Duration.ofSeconds(5);

	static final int BUDGET = 2;

	@TempDir
	Path directory;

	final ManualClock clock = new ManualClock();

	final ManualThread thread = new ManualThread(this.clock);

	final List<String> sent = new ArrayList<>();

	final Deque<Consumer<Outcome>> unanswered = new ArrayDeque<>();

	final AtomicBoolean credentials = new AtomicBoolean(true);

	final ExportCounters counters = new ExportCounters(() -> 0);

	final Admission admission = new Admission(Runnable::run, () -> true, () -> Mono.fromSupplier(this.credentials::get),
			this.clock);

	/**
	 * A delivery that has been given requests, of words.
	 */
	Delivery deliver(Origin origin, String... requests) {
		RetrySettings retry = new RetrySettings(BACKOFF, BACKOFF, BUDGET, 50, PROBE, Duration.ofSeconds(60));
		ExportSettings settings = new ExportSettings(1_000, 1_000_000, QueueOverflow.DROP_NEWEST, 10,
				Duration.ofSeconds(5), 1_000, 2, retry, Duration.ofSeconds(5));
		List<TestPayload> payloads = new ArrayList<>();
		for (String request : requests) {
			payloads.add(TestPayload.of(request.split(" ")));
		}
		Spill spill = null;
		if (origin == Origin.DISK) {
			spill = spill();
			for (TestPayload payload : payloads) {
				assertThat(spill.keepNow(new Batch(payload, this.clock.getAsLong()))).isTrue();
			}
		}
		Connection connection = new Connection(URI.create("http://localhost"), () -> null, Duration.ofSeconds(1));
		Delivery delivery = new Delivery(this.thread, TestPayload.KIND, settings,
				new Intake(ProjectName.DEFAULT, settings, this.counters).ledger(), this.admission,
				new DeliveryLog(ProjectName.DEFAULT, connection, TestPayload.KIND), spill, new DeliveryHistory(),
				(history) -> (payload, request, received) -> {
					this.sent.add(payload.toString());
					this.unanswered.add(received);
				}, this.clock);
		if (origin == Origin.DISK) {
			delivery.recover();
		}
		else {
			delivery.add(payloads);
		}
		return delivery;
	}

	Spill spill() {
		return new Spill(new SpillDisk(new SpillSettings(this.directory, 1_000_000, Duration.ofHours(1)),
				() -> "default", this.clock), TestPayload.KIND, this.counters);
	}

	void withhold() {
		this.credentials.set(false);
		answer(Outcome.Kind.WITHHELD);
	}

	void answerAll() {
		while (!this.unanswered.isEmpty()) {
			answer(Outcome.Kind.DELIVERED);
		}
	}

	void answerItems(String items) {
		answer(new Outcome(Outcome.Kind.DELIVERED, 207, "", null, 0, null).withBody(items.getBytes()));
	}

	void answer(Outcome.Kind kind) {
		answer(new Outcome(kind, 0, "", null, 0, null));
	}

	void answer(Outcome outcome) {
		this.unanswered.remove().accept(outcome);
	}

	void assertSettled() {
		this.thread.goOn(Duration.ofHours(1));
		assertThat(this.unanswered).isEmpty();
		assertThat(this.counters.spilled()).isZero();
	}

	/**
	 * The place where requests waited.
	 */
	enum Origin {

		MEMORY, DISK

	}

}
