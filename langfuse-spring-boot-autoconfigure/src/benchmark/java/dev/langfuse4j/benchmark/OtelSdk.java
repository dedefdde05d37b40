/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.util.Assert;

/**
 * OpenTelemetry's SDK as its documentation sets it up: a batch processor with its
 * defaults, and an exporter that writes protobuf and does not compress it.
 */
final class OtelSdk implements AutoCloseable {

	private static final int KEPT = 16;

	private final LongAdder ended = new LongAdder();

	private final AtomicLong delivered = new AtomicLong();

	private final List<SpanData> first = new ArrayList<>();

	private final SdkTracerProvider provider;

	private final Tracer tracer;

	/**
	 * Creates an SDK.
	 * @param url where to send spans to, or an empty text to discard them
	 * @param queue the size of the queue of the batch processor
	 */
	OtelSdk(String url, int queue) {
		SpanExporter exporter = url.isEmpty() ? new Discarding()
				: OtlpHttpSpanExporter.builder().setEndpoint(url + "/v1/traces").build();
		this.provider = SdkTracerProvider.builder()
			.addSpanProcessor(BatchSpanProcessor.builder(new Counting(exporter)).setMaxQueueSize(queue).build())
			.build();
		this.tracer = this.provider.get("benchmark");
	}

	Tracer tracer() {
		return this.tracer;
	}

	/**
	 * Counts, because the batch processor does not say what it drops.
	 */
	void spanEnded() {
		this.ended.increment();
	}

	long ended() {
		return this.ended.sum();
	}

	long delivered() {
		return this.delivered.get();
	}

	synchronized List<SpanData> first() {
		return List.copyOf(this.first);
	}

	void flush() {
		Assert.state(this.provider.forceFlush().join(60, TimeUnit.SECONDS).isSuccess(), "Not flushed");
	}

	@Override
	public void close() {
		this.provider.close();
	}

	private synchronized void keepFirst(Collection<SpanData> spans) {
		for (SpanData span : spans) {
			if (this.first.size() < KEPT) {
				this.first.add(span);
			}
		}
	}

	private final class Counting implements SpanExporter {

		private final SpanExporter delegate;

		Counting(SpanExporter delegate) {
			this.delegate = delegate;
		}

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			int size = spans.size();
			CompletableResultCode result = this.delegate.export(spans);
			result.whenComplete(() -> {
				if (result.isSuccess()) {
					OtelSdk.this.delivered.addAndGet(size);
				}
			});
			return result;
		}

		@Override
		public CompletableResultCode flush() {
			return this.delegate.flush();
		}

		@Override
		public CompletableResultCode shutdown() {
			return this.delegate.shutdown();
		}

	}

	private final class Discarding implements SpanExporter {

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			keepFirst(spans);
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
