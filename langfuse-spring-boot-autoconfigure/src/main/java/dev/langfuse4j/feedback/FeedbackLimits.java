/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import dev.langfuse4j.lang.Internal;

/**
 * Limits the requests of one client, and of all clients together. Remembers the latest
 * clients only, so that its memory is bounded whatever comes. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class FeedbackLimits {

	private static final int MAX_CLIENTS = 10_000;

	private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

	private final int perClient;

	private final LongSupplier clock;

	private final Bucket all;

	private final Map<String, Bucket> clients = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
			return size() > MAX_CLIENTS;
		}

	};

	/**
	 * Creates limits.
	 * @param perClient the requests per minute of one client
	 * @param inAll the requests per minute of all clients together
	 * @param clock tells nanoseconds, as {@link System#nanoTime()} does
	 */
	public FeedbackLimits(int perClient, int inAll, LongSupplier clock) {
		this.perClient = perClient;
		this.clock = clock;
		this.all = new Bucket(inAll, clock.getAsLong());
	}

	/**
	 * Accepts one request. Excess requests of a client do not count against other
	 * clients.
	 * @param client the client
	 * @return zero, or the number of seconds to wait
	 */
	synchronized long take(String client) {
		long now = this.clock.getAsLong();
		Bucket own = this.clients.computeIfAbsent(client, (key) -> new Bucket(this.perClient, now));
		long wait = own.take(now);
		return (wait > 0) ? wait : this.all.take(now);
	}

	/**
	 * A bucket of tokens that fills up within a minute.
	 */
	private static final class Bucket {

		private final int size;

		private double tokens;

		private long filled;

		Bucket(int size, long now) {
			this.size = size;
			this.tokens = size;
			this.filled = now;
		}

		long take(long now) {
			this.tokens = Math.min(this.size, this.tokens + (double) this.size * (now - this.filled) / MINUTE);
			this.filled = now;
			if (this.tokens >= 1) {
				this.tokens--;
				return 0;
			}
			return (long) Math.ceil((1 - this.tokens) * TimeUnit.MINUTES.toSeconds(1) / this.size);
		}

	}

}
