/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.export.RetrySettings;
import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.AfterEach;

/**
 * Pipelines to a stand-in of the server or to an exporter that blocks.
 */
abstract class PipelineTestSupport {

	static final Duration LONG = Duration.ofSeconds(20);

	final LangfuseServer server = new LangfuseServer();

	final List<ObservationData> exported = Collections.synchronizedList(new ArrayList<>());

	final CountDownLatch gate = new CountDownLatch(1);

	final AtomicBoolean atGate = new AtomicBoolean();

	private final Set<Thread> ofOthers = Thread.getAllStackTraces().keySet();

	@AfterEach
	void close() {
		this.gate.countDown();
		this.server.close();
	}

	/**
	 * Threads of the pipelines of this test.
	 */
	List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !this.ofOthers.contains(thread))
			.filter((thread) -> thread.getName().equals("langfuse-export") && thread.isAlive())
			.toList();
	}

	static ExportSettings settings(int maxSize, long maxBytes, Duration shutdownTimeout) {
		return new ExportSettings(maxSize, maxBytes, QueueOverflow.DROP_NEWEST, 512, Duration.ofMillis(50), 3_000_000,
				2, retry(Duration.ofMillis(20), Duration.ofMillis(100)), shutdownTimeout);
	}

	static RetrySettings retry(Duration initialBackoff, Duration maxBackoff) {
		return new RetrySettings(initialBackoff, maxBackoff, 10, 5, initialBackoff, maxBackoff);
	}

	ExportPipeline toServer(ExportSettings settings) {
		return new ExportPipeline(settings, ObservationMasking.none(), Exporters.of(), connection(), encoder(),
				new LangfuseClients(Map.of(), List::of));
	}

	/**
	 * Creates a pipeline to an exporter that takes nothing before the gate is open.
	 */
	ExportPipeline toBlocked(ExportSettings settings) {
		return new ExportPipeline(settings, ObservationMasking.none(), Exporters.of((observations) -> {
			this.atGate.set(true);
			awaitUninterruptibly(this.gate);
			this.exported.addAll(observations);
		}), null, encoder(), new LangfuseClients(Map.of(), List::of));
	}

	static void awaitUninterruptibly(CountDownLatch gate) {
		while (true) {
			try {
				gate.await();
				return;
			}
			catch (InterruptedException ex) {
				// Like an exporter that does not care
			}
		}
	}

	Connection connection() {
		return new Connection(URI.create(this.server.url()), () -> new Credentials("pk-lf-1", "sk-lf-1"), LONG);
	}

	static OtlpEncoder encoder() {
		return new OtlpEncoder(new ResourceAttributes("demo", null, null, null));
	}

}
