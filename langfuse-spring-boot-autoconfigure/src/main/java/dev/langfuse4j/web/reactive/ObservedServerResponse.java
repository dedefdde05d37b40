/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import java.util.List;
import java.util.Map;

import dev.langfuse4j.aop.LateWork;
import dev.langfuse4j.aop.RunningCall;
import dev.langfuse4j.trace.ObservedCall;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;

/**
 * A response of a functional endpoint. The publishers that write it are part of the
 * endpoint's work, and the written values are its result.
 */
class ObservedServerResponse implements ServerResponse {

	private final ServerResponse response;

	private final RunningCall call;

	private final LateWork work;

	private volatile boolean hasBody;

	ObservedServerResponse(ServerResponse response, RunningCall call) {
		this.response = response;
		this.call = call;
		this.work = new LateWork(call, withoutBody(response));
	}

	private static Map<String, Object> withoutBody(ServerResponse response) {
		return Map.of("status", response.statusCode().value());
	}

	LateWork work() {
		return this.work;
	}

	@Override
	public HttpStatusCode statusCode() {
		return this.response.statusCode();
	}

	@Override
	public HttpHeaders headers() {
		return this.response.headers();
	}

	@Override
	public MultiValueMap<String, ResponseCookie> cookies() {
		return this.response.cookies();
	}

	@Override
	public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
		if (!this.work.begin()) {
			return this.response.writeTo(exchange, context);
		}
		this.call.collect();
		Mono<Void> written;
		try (ObservedCall.Scope scope = this.call.openScope()) {
			written = this.response.writeTo(exchange, new ObservedContext(context));
		}
		catch (Throwable ex) {
			this.call.fail(ex);
			throw ex;
		}
		return written.doOnSuccess((nothing) -> complete(exchange))
			.doOnError(this.call::fail)
			.doOnCancel(this.call::cancel)
			.contextWrite(this.call::writeTo);
	}

	/**
	 * The status may be another one by now, such as 304.
	 */
	private void complete(ServerWebExchange exchange) {
		HttpStatusCode status = exchange.getResponse().getStatusCode();
		if (this.hasBody) {
			this.call.complete();
		}
		else {
			this.call.complete((status != null) ? Map.of("status", status.value()) : withoutBody(this.response));
		}
	}

	private void add(Object element) {
		this.hasBody = true;
		this.call.add(element);
	}

	/**
	 * Supplies writers that record the written values.
	 */
	private final class ObservedContext implements Context {

		private final Context context;

		ObservedContext(Context context) {
			this.context = context;
		}

		@Override
		public List<HttpMessageWriter<?>> messageWriters() {
			return this.context.messageWriters().stream().<HttpMessageWriter<?>>map(this::observed).toList();
		}

		private <T> HttpMessageWriter<T> observed(HttpMessageWriter<T> writer) {
			return new ObservedWriter<>(writer, ObservedServerResponse.this::add);
		}

		@Override
		public List<ViewResolver> viewResolvers() {
			return this.context.viewResolvers();
		}

	}

}
