/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.function.Consumer;

import dev.langfuse4j.export.ExportListener;
import dev.langfuse4j.http.LangfuseHttpClient;
import dev.langfuse4j.http.Outcome;

/**
 * Sends requests, brings their outcomes back to the export thread and notes them.
 */
final class RequestSender implements Sender {

	private final DeliveryThread thread;

	private final LangfuseHttpClient client;

	private final DeliveryHistory history;

	private final ExportListener listener;

	RequestSender(DeliveryThread thread, LangfuseHttpClient client, DeliveryHistory history, ExportListener listener) {
		this.thread = thread;
		this.client = client;
		this.history = history;
		this.listener = listener;
	}

	@Override
	public void send(Payload payload, PayloadRequest request, Consumer<Outcome> received) {
		int items = payload.count();
		long start = System.nanoTime();
		this.history.sent(request);
		Consumer<Outcome> answered = (outcome) -> {
			// The export thread may be busy for a while
			long nanos = System.nanoTime() - start;
			this.history.arrived();
			this.thread.execute(() -> {
				this.listener.answered(outcome.kind(), items, nanos);
				this.history.answered(outcome, items);
				if (outcome.kind() == Outcome.Kind.DELIVERED) {
					this.history.took(request.body().length, nanos);
				}
				received.accept(outcome);
			});
		};
		try {
			this.client.post(path(request), request.body(), request.format().contentType(), request.compressed())
				.subscribe(answered, (ex) -> answered.accept(Outcome.failure(ex)));
		}
		catch (Throwable ex) {
			// Reactor throws what it takes for fatal, such as a thread that cannot be
			// made
			answered.accept(Outcome.failure(ex));
		}
	}

	/**
	 * The address of a Collector is the whole one.
	 */
	private String path(PayloadRequest request) {
		return (this.client.connection().credentials() != null) ? request.path() : "";
	}

}
