/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import dev.langfuse4j.export.Compression;
import dev.langfuse4j.export.DuplicateDetection;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.export.RetrySettings;
import dev.langfuse4j.export.queue.Intake;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.observation.ProjectName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveryPump}: how many of the next requests leave soon, with two
 * under way at most. Without compression, all of these are uncompressed.
 */
class DeliveryPumpTests extends DeliveryTestSupport {

	private final DeliveryPump pump = pump(Compression.NONE);

	@Test
	void requestUnderWayAndTheNextOneAreNotCompressed() {
		assertThat(this.pump.uncompressed(false)).isEqualTo(4);
		add("a");
		assertThat(this.sent).containsExactly("a");
		assertThat(this.pump.uncompressed(false)).isEqualTo(3);
		add("b", "c", "d");
		assertThat(this.sent).containsExactly("a", "b");
		assertThat(this.pump.uncompressed(false)).as("c and d wait").isZero();
		add("e");
		assertThat(this.pump.uncompressed(false)).isZero();
	}

	@Test
	void responseMakesRoomForAnotherOne() {
		add("a", "b", "c", "d");
		answer(Outcome.Kind.DELIVERED);
		assertThat(this.sent).containsExactly("a", "b", "c");
		assertThat(this.pump.uncompressed(false)).isEqualTo(1);
		answerAll();
		assertThat(this.pump.uncompressed(false)).isEqualTo(4);
	}

	@Test
	void requestsThatWaitForTheServerAreCompressed() {
		add("a");
		answer(Outcome.Kind.RETRY);
		assertThat(this.pump.uncompressed(false)).isZero();
		this.thread.goOn(Duration.ofHours(1));
		answerAll();
		assertThat(this.pump.uncompressed(false)).isEqualTo(4);
		this.pump.end();
		assertThat(this.pump.uncompressed(false)).as("at the end").isZero();
	}

	@Test
	void requestIsBetterEncodedLaterIfItWouldBeCompressedOnlyToWait() {
		add("a", "b", "c");
		assertThat(this.pump.isCongested(false)).isFalse();
		add("d");
		assertThat(this.pump.isCongested(false)).as("two under way, and the next ones").isTrue();
		answer(Outcome.Kind.DELIVERED);
		assertThat(this.pump.isCongested(false)).as("a response has arrived").isFalse();
		add("e");
		assertThat(this.pump.isCongested(false)).isTrue();
		answer(Outcome.Kind.RETRY);
		assertThat(this.pump.isCongested(false)).as("the server is in trouble").isFalse();
	}

	@Test
	void requestIsNotEncodedLaterIfItIsCompressedInAnyCase() {
		DeliveryPump compressing = pump(Compression.GZIP);
		for (String word : List.of("a", "b", "c", "d")) {
			compressing.backlog().add(new Batch(TestPayload.of(word), this.clock.getAsLong()));
		}
		assertThat(compressing.isCongested(true)).isFalse();
	}

	@Test
	void requestIsNotEncodedLaterAtTheEnd() {
		add("a", "b", "c", "d");
		this.pump.end();
		assertThat(this.pump.isCongested(false)).isFalse();
	}

	private void add(String... words) {
		for (String word : words) {
			this.pump.backlog().add(new Batch(TestPayload.of(word), this.clock.getAsLong()));
		}
		this.pump.pump();
	}

	private DeliveryPump pump(Compression compression) {
		RetrySettings retry = new RetrySettings(BACKOFF, BACKOFF, BUDGET, 50, PROBE, Duration.ofSeconds(60));
		ExportSettings settings = new ExportSettings(1_000, 1_000_000, QueueOverflow.DROP_NEWEST, 10,
				Duration.ofSeconds(5), 1_000, 2, retry, Duration.ofSeconds(5), null, DuplicateDetection.OFF,
				compression);
		Connection connection = new Connection(URI.create("http://localhost"), () -> null, Duration.ofSeconds(1));
		DeliveryHistory history = new DeliveryHistory();
		return new DeliveryPump(this.thread, TestPayload.KIND, settings,
				new Intake(ProjectName.DEFAULT, settings, this.counters).ledger(), this.admission,
				new DeliveryLog(ProjectName.DEFAULT, connection, TestPayload.KIND), null, history,
				(payload, request, received) -> {
					history.sent(request);
					this.sent.add(payload.toString());
					this.unanswered.add((outcome) -> {
						history.arrived();
						received.accept(outcome);
					});
				}, this.clock);
	}

}
