/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * A writer that records the values that it writes.
 */
final class ObservedWriter<T> implements HttpMessageWriter<T> {

	private final HttpMessageWriter<T> writer;

	private final Consumer<Object> observer;

	ObservedWriter(HttpMessageWriter<T> writer, Consumer<Object> observer) {
		this.writer = writer;
		this.observer = observer;
	}

	@Override
	public List<MediaType> getWritableMediaTypes() {
		return this.writer.getWritableMediaTypes();
	}

	@Override
	public List<MediaType> getWritableMediaTypes(ResolvableType elementType) {
		return this.writer.getWritableMediaTypes(elementType);
	}

	@Override
	public boolean canWrite(ResolvableType elementType, @Nullable MediaType mediaType) {
		return this.writer.canWrite(elementType, mediaType);
	}

	@Override
	public Mono<Void> write(Publisher<? extends T> source, ResolvableType elementType, @Nullable MediaType mediaType,
			ReactiveHttpOutputMessage message, Map<String, Object> hints) {
		return this.writer.write(observed(source), elementType, mediaType, message, hints);
	}

	@Override
	public Mono<Void> write(Publisher<? extends T> source, ResolvableType actualType, ResolvableType elementType,
			@Nullable MediaType mediaType, ServerHttpRequest request, ServerHttpResponse response,
			Map<String, Object> hints) {
		return this.writer.write(observed(source), actualType, elementType, mediaType, request, response, hints);
	}

	/**
	 * Observes the values. A {@code Mono} stays one, since a writer knows the length of
	 * one value.
	 */
	private Publisher<? extends T> observed(Publisher<? extends T> source) {
		return (source instanceof Mono<? extends T> mono) ? mono.doOnNext(this.observer::accept)
				: Flux.from(source).doOnNext(this.observer::accept);
	}

}
