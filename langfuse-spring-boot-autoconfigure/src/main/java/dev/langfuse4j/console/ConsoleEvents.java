/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Notifies clients that something has changed. They request the changes themselves. An
 * unread event is therefore replaced by the next, and a client that never reads holds
 * one. Thread-safe.
 */
final class ConsoleEvents {

	private static final int MAX_CLIENTS = 10;

	private static final Duration PAUSE = Duration.ofMillis(250);

	private static final Duration HEARTBEAT = Duration.ofSeconds(15);

	private static final String RETRY = "retry: 2000\n\n";

	private static final String HEARTBEAT_COMMENT = ": heartbeat\n\n";

	private final AtomicInteger clients = new AtomicInteger();

	private final Sinks.Many<Boolean> changes = Sinks.many().multicast().directBestEffort();

	private final Sinks.Empty<Void> end = Sinks.empty();

	private final Supplier<String> event;

	private final Scheduler scheduler;

	/**
	 * Creates the events.
	 * @param event describes the current state
	 * @param scheduler notifies the clients
	 */
	ConsoleEvents(Supplier<String> event, Scheduler scheduler) {
		this.event = event;
		this.scheduler = scheduler;
	}

	/**
	 * Notifies clients that something has changed. Never blocks.
	 */
	void changed() {
		this.changes.tryEmitNext(true);
	}

	/**
	 * Ends all streams.
	 */
	void end() {
		this.end.tryEmitEmpty();
	}

	int clients() {
		return this.clients.get();
	}

	/**
	 * The events for one more client, which counts from its subscription on.
	 * @return the events as text, or {@code null} if there are too many clients
	 */
	@Nullable Flux<String> listen() {
		if (this.clients.get() >= MAX_CLIENTS) {
			return null;
		}
		return Flux.defer(() -> {
			if (this.clients.incrementAndGet() > MAX_CLIENTS) {
				this.clients.decrementAndGet();
				return Flux.empty();
			}
			return events().doFinally((signal) -> this.clients.decrementAndGet());
		});
	}

	private Flux<String> events() {
		Flux<String> changed = this.changes.asFlux()
			.onBackpressureLatest()
			.concatMap((change) -> Mono.just(change).delayElement(PAUSE, this.scheduler), 0)
			.map((ignored) -> changedEvent());
		Flux<String> heartbeats = Flux.interval(HEARTBEAT, this.scheduler).map((ignored) -> HEARTBEAT_COMMENT);
		return Flux.merge(changed, heartbeats)
			.startWith(RETRY + changedEvent())
			.onBackpressureLatest()
			.takeUntilOther(this.end.asMono());
	}

	private String changedEvent() {
		return "event: changed\ndata: " + this.event.get() + "\n\n";
	}

}
