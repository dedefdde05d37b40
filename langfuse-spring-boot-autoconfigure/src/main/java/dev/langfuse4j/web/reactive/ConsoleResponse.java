/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import java.nio.charset.StandardCharsets;

import dev.langfuse4j.console.ConsoleAnswer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * Writes an answer of the console as it is, whatever codecs the application has.
 */
final class ConsoleResponse implements ServerResponse {

	private final ConsoleAnswer answer;

	ConsoleResponse(ConsoleAnswer answer) {
		this.answer = answer;
	}

	@Override
	public HttpStatusCode statusCode() {
		return HttpStatusCode.valueOf(this.answer.status());
	}

	@Override
	public HttpHeaders headers() {
		HttpHeaders headers = new HttpHeaders();
		this.answer.headers().forEach(headers::set);
		return headers;
	}

	@Override
	public MultiValueMap<String, ResponseCookie> cookies() {
		return new LinkedMultiValueMap<>();
	}

	@Override
	public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(statusCode());
		this.answer.headers().forEach(response.getHeaders()::set);
		DataBufferFactory buffers = response.bufferFactory();
		Flux<String> events = this.answer.events();
		if (events != null) {
			return response.writeAndFlushWith(events.map((event) -> Mono
				.<DataBuffer>fromSupplier(() -> buffers.wrap(event.getBytes(StandardCharsets.UTF_8)))));
		}
		byte[] body = this.answer.body();
		if (body.length == 0) {
			return response.setComplete();
		}
		response.getHeaders().setContentLength(body.length);
		return response.writeWith(Mono.fromSupplier(() -> buffers.wrap(body)));
	}

}
