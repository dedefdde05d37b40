/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console sends events to its listeners, at a bounded cost.
 */
class ConsoleEventsTests {

	private final AtomicInteger revision = new AtomicInteger();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ConsoleEvents events = new ConsoleEvents(() -> "{\"revision\":" + this.revision + "}", this.time);

	@Test
	void manyChangesAreOneEvent() {
		Client client = listen();
		client.request(Long.MAX_VALUE);
		assertThat(client.received).containsExactly("retry: 2000\n\n" + event(0));
		for (int i = 0; i < 10_000; i++) {
			change();
		}
		assertThat(client.received).hasSize(1);
		quarterOfASecond();
		quarterOfASecond();
		assertThat(client.received).hasSizeBetween(2, 3).last().isEqualTo(event(10_000));
		client.cancel();
		assertThat(this.events.clients()).isZero();
	}

	@Test
	void clientThatNeverReadsHoldsOneEventAndGetsTheLatest() {
		Client client = listen();
		client.request(1);
		Client reader = listen();
		reader.request(Long.MAX_VALUE);
		for (int i = 0; i < 4; i++) {
			change();
			quarterOfASecond();
		}
		assertThat(reader.received).hasSize(5);
		assertThat(client.received).containsExactly("retry: 2000\n\n" + event(0));
		client.request(1);
		assertThat(client.received).hasSize(2).last().isEqualTo(event(4));
		this.events.end();
		assertThat(client.isDisposed()).isTrue();
		assertThat(client.received).hasSize(2);
	}

	@Test
	void quietStreamHasHeartbeats() {
		Client client = listen();
		client.request(Long.MAX_VALUE);
		this.time.advanceTimeBy(Duration.ofSeconds(31));
		assertThat(client.received).containsExactly("retry: 2000\n\n" + event(0), ": heartbeat\n\n", ": heartbeat\n\n");
	}

	@Test
	void clientsAreLimitedAndAllEndWithTheApplication() {
		List<Client> clients = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			clients.add(listen());
		}
		assertThat(this.events.listen()).isNull();
		clients.get(0).cancel();
		Flux<String> late = this.events.listen();
		assertThat(late).isNotNull();
		this.events.end();
		assertThat(clients).allMatch(Client::isDisposed);
		assertThat(this.events.clients()).isZero();
		assertThat(late.collectList().block()).hasSizeLessThanOrEqualTo(1);
	}

	private Client listen() {
		Client client = new Client();
		this.events.listen().subscribe(client);
		return client;
	}

	private static String event(int revision) {
		return "event: changed\ndata: {\"revision\":" + revision + "}\n\n";
	}

	private void quarterOfASecond() {
		this.time.advanceTimeBy(Duration.ofMillis(250));
	}

	private void change() {
		this.revision.incrementAndGet();
		this.events.changed();
	}

	private static final class Client extends BaseSubscriber<String> {

		private final List<String> received = new ArrayList<>();

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
		}

		@Override
		protected void hookOnNext(String event) {
			this.received.add(event);
		}

	}

}
