/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.langfuse4j.observation.ProjectAvailability;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Admission}.
 */
class AdmissionTests {

	private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000);

	private final Deque<Runnable> exportThread = new ArrayDeque<>();

	private final AtomicBoolean enabled = new AtomicBoolean(true);

	private final AtomicBoolean readable = new AtomicBoolean(true);

	private final AtomicInteger asked = new AtomicInteger();

	private Sinks.One<Boolean> credentials = Sinks.one();

	private final Admission admission = new Admission(this.exportThread::add, this::isEnabled, this::credentials,
			this.clock::get);

	@Test
	void isOpenAtFirst() {
		assertThat(this.admission.availability()).isEqualTo(ProjectAvailability.AVAILABLE);
		assertThat(this.admission.isOpen()).isTrue();
	}

	@Test
	void oneThatIsDisabledFromTheBeginningIsKnownAtOnce() {
		this.enabled.set(false);
		Admission disabled = new Admission(this.exportThread::add, this::isEnabled, () -> Mono.just(true),
				this.clock::get);
		assertThat(disabled.availability()).isEqualTo(ProjectAvailability.DISABLED);
	}

	@Test
	void callersSeeWhatWasFoundLastAndHaveItLookedAtOnceASecond() {
		this.enabled.set(false);
		assertThat(this.admission.availability()).as("not looked at here").isEqualTo(ProjectAvailability.AVAILABLE);
		assertThat(this.exportThread).isEmpty();
		later();
		this.admission.availability();
		this.admission.availability();
		assertThat(this.exportThread).hasSize(1);
		runAll();
		assertThat(this.admission.availability()).isEqualTo(ProjectAvailability.DISABLED);
		this.enabled.set(true);
		later();
		this.admission.availability();
		runAll();
		assertThat(this.admission.availability()).isEqualTo(ProjectAvailability.AVAILABLE);
	}

	@Test
	void exportThreadLooksEachTime() {
		this.enabled.set(false);
		assertThat(this.admission.isOpen()).isFalse();
		this.enabled.set(true);
		assertThat(this.admission.isOpen()).isTrue();
	}

	@Test
	void configurationThatCannotBeReadChangesNothing() {
		this.readable.set(false);
		assertThat(this.admission.isOpen()).isTrue();
		this.readable.set(true);
		this.enabled.set(false);
		assertThat(this.admission.isOpen()).isFalse();
		this.readable.set(false);
		assertThat(this.admission.isOpen()).isFalse();
	}

	@Test
	void credentialsThatWereMissingAreAskedForOneAtATime() {
		this.admission.withheld();
		assertThat(this.admission.isOpen()).isFalse();
		look();
		assertThat(this.admission.availability()).isEqualTo(ProjectAvailability.NO_CREDENTIALS);
		look();
		assertThat(this.asked).as("the first is not answered").hasValue(1);
		this.credentials.tryEmitValue(false);
		assertThat(this.admission.availability()).isEqualTo(ProjectAvailability.NO_CREDENTIALS);
		this.credentials = Sinks.one();
		look();
		this.credentials.tryEmitValue(true);
		assertThat(this.admission.availability()).isEqualTo(ProjectAvailability.AVAILABLE);
		assertThat(this.asked).hasValue(2);
	}

	@Test
	void credentialsDoNotEnableWhatIsDisabled() {
		this.admission.withheld();
		look();
		this.enabled.set(false);
		assertThat(this.admission.isOpen()).isFalse();
		this.credentials.tryEmitValue(true);
		assertThat(this.admission.availability()).isEqualTo(ProjectAvailability.DISABLED);
	}

	private boolean isEnabled() {
		if (!this.readable.get()) {
			throw new IllegalStateException("It cannot be read");
		}
		return this.enabled.get();
	}

	private Mono<Boolean> credentials() {
		this.asked.incrementAndGet();
		return this.credentials.asMono();
	}

	private void look() {
		later();
		this.admission.availability();
		runAll();
	}

	private void later() {
		this.clock.addAndGet(Duration.ofSeconds(2).toNanos());
	}

	private void runAll() {
		while (!this.exportThread.isEmpty()) {
			this.exportThread.remove().run();
		}
	}

}
