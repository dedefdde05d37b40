/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What those who listen are told, and what it costs.
 */
class ConsoleEventsTests {

	private final AtomicInteger revision = new AtomicInteger();

	private final ConsoleEvents events = new ConsoleEvents(() -> "{\"revision\":" + this.revision + "}",
			Schedulers.parallel());

	@Test
	void manyChangesAreOneEvent() throws InterruptedException {
		Client client = listen();
		client.request(Long.MAX_VALUE);
		assertThat(client.next()).isEqualTo("retry: 2000\n\nevent: changed\ndata: {\"revision\":0}\n\n");
		for (int i = 0; i < 10_000; i++) {
			change();
		}
		List<String> events = new ArrayList<>();
		do {
			events.add(client.next());
		}
		while (!events.contains("event: changed\ndata: {\"revision\":10000}\n\n"));
		assertThat(events).hasSizeLessThanOrEqualTo(2);
		client.cancel();
		assertThat(this.events.clients()).isZero();
	}

	@Test
	void clientThatNeverReadsHoldsOneEventAndGetsTheLatest() throws InterruptedException {
		Client client = listen();
		client.request(1);
		assertThat(client.next()).contains("\"revision\":0");
		Client reader = listen();
		reader.request(Long.MAX_VALUE);
		reader.next();
		for (int i = 0; i < 4; i++) {
			change();
			reader.next();
		}
		assertThat(client.received).isEmpty();
		client.request(1);
		assertThat(client.next()).contains("\"revision\":4");
		this.events.end();
		assertThat(client.isDisposed()).isTrue();
		assertThat(client.received).isEmpty();
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

	private void change() {
		this.revision.incrementAndGet();
		this.events.changed();
	}

	private static final class Client extends BaseSubscriber<String> {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
		}

		@Override
		protected void hookOnNext(String event) {
			this.received.add(event);
		}

		String next() throws InterruptedException {
			String event = this.received.poll(20, TimeUnit.SECONDS);
			assertThat(event).isNotNull();
			return event;
		}

	}

}
