/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import dev.langfuse4j.testing.LangfuseServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LangfuseClients}.
 */
class LangfuseClientsTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private static final Credentials KEYS = new Credentials("pk-lf-1", "sk-lf-1");

	private final LangfuseServer server = new LangfuseServer();

	private final Connection red = connection(() -> KEYS, false);

	private final LangfuseClients clients = new LangfuseClients(Map.of("red", this.red), List::of);

	private final Set<Thread> ofOthers = Thread.getAllStackTraces().keySet();

	@AfterEach
	void close() {
		this.clients.release();
		this.server.close();
	}

	@Test
	void eachProjectHasOneClientAndNobodyThatOfAnother() {
		LangfuseHttpClient client = this.clients.find("red");
		assertThat(client).isNotNull().isSameAs(this.clients.find("red")).isSameAs(this.clients.get(this.red));
		assertThat(client.connection()).isSameAs(this.red);
		assertThat(this.clients.find("blue")).isNull();
		assertThat(this.clients.projects()).containsExactly("red");
	}

	@Test
	void noThreadIsStartedBeforeTheFirstRequestAndNoneIsLeftAfterTheLast() {
		assertThat(threads()).isEmpty();
		LangfuseHttpClient client = this.clients.get(this.red);
		assertThat(threads()).isEmpty();
		assertThat(client.get("/api/public/health").block(LONG)).isNotNull();
		assertThat(threads()).anyMatch((name) -> name.startsWith("langfuse-http-"))
			.anyMatch((name) -> name.startsWith("langfuse-timer-"));
		this.clients.release();
		await().atMost(LONG).until(() -> threads().isEmpty());
	}

	@Test
	void providerThatNeverAnswersForOneProjectLeavesThreadsForOthers() {
		CountDownLatch end = new CountDownLatch(1);
		LangfuseHttpClient hanging = this.clients.get(connection(() -> {
			awaitUninterruptibly(end);
			return null;
		}, true));
		LangfuseHttpClient other = this.clients.get(connection(() -> KEYS, true));
		try {
			for (int i = 0; i < 2 * HttpClients.LOOKUP_THREADS; i++) {
				hanging.hasCredentials().subscribe();
			}
			assertThat(other.hasCredentials().block(LONG)).isTrue();
		}
		finally {
			end.countDown();
		}
	}

	@Test
	void providerIsAskedAgainAndAgain() {
		LangfuseHttpClient client = this.clients.get(connection(() -> KEYS, true));
		for (int i = 0; i < 2 * HttpClients.LOOKUP_THREADS; i++) {
			assertThat(client.hasCredentials().block(LONG)).isTrue();
		}
	}

	private Connection connection(Supplier<@Nullable Credentials> credentials, boolean slow) {
		ConnectionOptions options = new ConnectionOptions(Duration.ofSeconds(5), null, Map.of(), null, slow);
		return new Connection(URI.create(this.server.url()), credentials, LONG, options);
	}

	private List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !this.ofOthers.contains(thread))
			.map(Thread::getName)
			.filter((name) -> name.startsWith("langfuse-http-") || name.startsWith("langfuse-timer-"))
			.toList();
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		while (latch.getCount() > 0) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				// As some clients of vaults do
			}
		}
	}

}
