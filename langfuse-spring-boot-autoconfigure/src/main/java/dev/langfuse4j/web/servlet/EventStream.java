/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/**
 * Writes events whenever the client takes them, so that no thread waits for one that does
 * not. Not by Spring's emitters, which write as if a client always did.
 */
final class EventStream extends BaseSubscriber<String> implements WriteListener, AsyncListener {

	private final AsyncContext async;

	private final ServletOutputStream out;

	private @Nullable Subscription events;

	private @Nullable String next;

	private boolean unflushed;

	private boolean begun;

	private EventStream(AsyncContext async, ServletOutputStream out) {
		this.async = async;
		this.out = out;
	}

	static void write(Flux<String> events, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		AsyncContext async = request.startAsync();
		async.setTimeout(0);
		EventStream stream = new EventStream(async, response.getOutputStream());
		async.addListener(stream);
		events.subscribe(stream);
		stream.out.setWriteListener(stream);
	}

	/**
	 * Keeps the subscription, because the server's {@code onError} does not cancel it.
	 * The first event is requested when it can be written.
	 */
	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		this.events = subscription;
	}

	@Override
	public synchronized void onWritePossible() {
		if (!this.begun) {
			this.begun = true;
			request(1);
		}
		pump();
	}

	@Override
	protected synchronized void hookOnNext(String event) {
		this.next = event;
		pump();
	}

	/**
	 * The server calls again when it is ready after it was not.
	 */
	private void pump() {
		try {
			while (!isDisposed() && this.begun && (this.next != null || this.unflushed) && this.out.isReady()) {
				if (this.unflushed) {
					this.unflushed = false;
					this.out.flush();
				}
				else if (this.next != null) {
					byte[] event = this.next.getBytes(StandardCharsets.UTF_8);
					this.next = null;
					this.unflushed = true;
					this.out.write(event);
					request(1);
				}
			}
		}
		catch (IOException | IllegalStateException ex) {
			complete();
		}
	}

	@Override
	protected void hookOnComplete() {
		complete();
	}

	@Override
	protected void hookOnError(Throwable ex) {
		complete();
	}

	private void complete() {
		Subscription subscription = this.events;
		if (subscription != null) {
			subscription.cancel();
		}
		try {
			this.async.complete();
		}
		catch (IllegalStateException ex) {
			// Has completed already
		}
	}

	@Override
	public void onComplete(AsyncEvent event) {
		cancel();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		cancel();
	}

	@Override
	public void onError(AsyncEvent event) {
		cancel();
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
	}

}
