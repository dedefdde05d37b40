/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.http.ApiAnswer;
import dev.langfuse4j.http.ApiRequest;
import dev.langfuse4j.http.LangfuseApiClient;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.trace.DatasetEntry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpMethod;

/**
 * Takes observations that live handles add to datasets and sends them in the background,
 * one after the other. The application never waits and sees no failure: what cannot be
 * added is counted, and each reason is logged once. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class DatasetIntake {

	private static final String ENDED = "the application has ended";

	private static final int MAX_NAME = 100;

	private final LogOnce logger = new LogOnce(DatasetIntake.class);

	private final LangfuseApiClients clients;

	private final DatasetSettings settings;

	private final DatasetMasking masking;

	private final int maxTextLength;

	private final DatasetApi api;

	private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

	private final Semaphore places;

	private final AtomicLong characters = new AtomicLong();

	private final AtomicBoolean sending = new AtomicBoolean();

	private final LongAdder delivered = new LongAdder();

	private final LongAdder lost = new LongAdder();

	private volatile boolean closed;

	/**
	 * Creates an intake.
	 * @param clients the servers
	 * @param settings how much may wait, and how it is sent
	 * @param masking masks what is sent
	 * @param maxTextLength the characters kept of each text
	 */
	public DatasetIntake(LangfuseApiClients clients, DatasetSettings settings, DatasetMasking masking,
			int maxTextLength) {
		this.clients = clients;
		this.settings = settings;
		this.masking = masking;
		this.maxTextLength = maxTextLength;
		this.api = new DatasetApi(settings.timeout(), settings.retries());
		this.places = new Semaphore(settings.maxQueueSize());
	}

	/**
	 * Takes an observation, on the caller's thread.
	 * @param entry what is to be added
	 */
	public void accept(DatasetEntry entry) {
		if (this.settings.offline() || this.clients.isEmpty()) {
			return;
		}
		String reason = refusal(entry);
		if (reason == null) {
			Waiting waiting = Waiting.of(entry);
			if (take(waiting)) {
				this.queue.add(waiting);
				sendNext();
				return;
			}
			reason = "too many items wait to be sent (langfuse.datasets.max-queue-size, "
					+ "langfuse.datasets.max-queue-bytes)";
		}
		lose(entry, reason);
	}

	/**
	 * Returns the number of added items.
	 * @return the count
	 */
	public long delivered() {
		return this.delivered.sum();
	}

	/**
	 * Returns the number of items that could not be added.
	 * @return the count
	 */
	public long lost() {
		return this.lost.sum();
	}

	/**
	 * Waits until what was taken before is sent.
	 * @param timeout how long to wait
	 */
	public void await(Duration timeout) {
		int all = this.settings.maxQueueSize();
		try {
			if (this.places.tryAcquire(all, timeout.toNanos(), TimeUnit.NANOSECONDS)) {
				this.places.release(all);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Takes nothing any more, and counts what was not sent yet.
	 */
	public void close() {
		this.closed = true;
		for (Waiting left = this.queue.poll(); left != null; left = this.queue.poll()) {
			release(left);
			lose(left.entry(), ENDED);
		}
	}

	private @Nullable String refusal(DatasetEntry entry) {
		TraceState trace = entry.trace();
		if (this.closed) {
			return ENDED;
		}
		if (trace.isUnrouted()) {
			return "the project of its trace is not available";
		}
		if (!trace.isSampled()) {
			return "its trace is sampled out";
		}
		if (entry.input() == null) {
			return "it has ended, or its input is not recorded: set one with input(…), or check " + "langfuse.capture";
		}
		String project = trace.project();
		return (project == null || this.clients.find(project) == null) ? "its project has no server" : null;
	}

	private boolean take(Waiting waiting) {
		if (!this.places.tryAcquire()) {
			return false;
		}
		if (this.characters.addAndGet(waiting.weight()) > this.settings.maxQueueBytes() / Character.BYTES) {
			release(waiting);
			return false;
		}
		return true;
	}

	private void release(Waiting waiting) {
		this.characters.addAndGet(-waiting.weight());
		this.places.release();
	}

	private void sendNext() {
		if (!this.sending.compareAndSet(false, true)) {
			return;
		}
		Waiting next = this.queue.poll();
		if (next == null) {
			this.sending.set(false);
			if (!this.queue.isEmpty()) {
				sendNext();
			}
			return;
		}
		Mono<ApiAnswer> answer = send(next.entry()).timeout(this.settings.timeout().multipliedBy(2))
			// From here on another thread, so that no call is within another
			.publishOn(Schedulers.parallel())
			.doFinally((signal) -> {
				release(next);
				this.sending.set(false);
				sendNext();
			});
		answer.subscribe((received) -> answered(next.entry(), received), (ex) -> lose(next.entry(),
				"it cannot be masked, or could not be sent (" + ex.getClass().getSimpleName() + ")"));
	}

	private Mono<ApiAnswer> send(DatasetEntry entry) {
		return Mono.defer(() -> {
			LangfuseApiClient client = this.clients.find(entry.trace().project());
			CapturedContent input = entry.input();
			if (client == null || input == null) {
				return Mono.error(new IllegalStateException("Checked before"));
			}
			ObjectNode body = JsonMapper.shared().createObjectNode();
			body.put("datasetName", entry.dataset()).put("id", ItemIds.of(entry));
			return put(body, "input", input).then(put(body, "expectedOutput", entry.expected())).then(Mono.defer(() -> {
				body.put("sourceTraceId", entry.trace().traceId()).put("sourceObservationId", entry.observationId());
				return this.api.exchange(client, ApiRequest.of(HttpMethod.POST, DatasetApi.ITEMS).body(body));
			}));
		});
	}

	private Mono<Void> put(ObjectNode body, String name, @Nullable CapturedContent content) {
		return (content != null) ? this.masking.mask(content, this.maxTextLength)
			.doOnNext((masked) -> body.set(name, DatasetValues.json(masked)))
			.then() : Mono.empty();
	}

	private void answered(DatasetEntry entry, ApiAnswer answer) {
		if (answer.isSuccess()) {
			this.delivered.increment();
			return;
		}
		LangfuseApiClient client = this.clients.find(entry.trace().project());
		lose(entry,
				DatasetApi.isNotFound(answer) ? "Langfuse has no such dataset in its project"
						: (client != null) ? Escape.line(DatasetApi.describe(client, answer), Integer.MAX_VALUE)
								: "its project has no server any more");
	}

	private void lose(DatasetEntry entry, String reason) {
		this.lost.increment();
		this.logger.warn(reason, () -> "Langfuse: an observation was not added to the dataset '"
				+ Escape.line(entry.dataset(), MAX_NAME) + "': " + reason);
	}

	/**
	 * An entry with what it weighs.
	 */
	private record Waiting(DatasetEntry entry, long weight) {

		static Waiting of(DatasetEntry entry) {
			return new Waiting(entry, weight(entry.input()) + weight(entry.expected()));
		}

		private static long weight(@Nullable CapturedContent content) {
			return (content != null) ? content.weight() : 0;
		}

	}

}
