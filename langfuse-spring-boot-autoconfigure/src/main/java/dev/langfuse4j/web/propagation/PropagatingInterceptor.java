/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.propagation;

import java.io.IOException;
import java.net.URI;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.TraceHandover;
import dev.langfuse4j.web.propagation.Redirects.Hop;
import reactor.util.context.Context;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;

/**
 * Tells the services that a {@code RestClient} or {@code RestTemplate} asks.
 *
 * @since 0.1.0
 */
@Internal
public final class PropagatingInterceptor implements ClientHttpRequestInterceptor {

	private static final byte[] NO_BODY = new byte[0];

	private final OutgoingTraces traces;

	private final Redirects redirects;

	/**
	 * Creates the interceptor.
	 * @param traces writes the headers
	 * @param redirects where redirects lead
	 */
	public PropagatingInterceptor(OutgoingTraces traces, Redirects redirects) {
		this.traces = traces;
		this.redirects = redirects;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		Hop hop = new Hop(request.getURI(), request.getMethod(), request.getHeaders(), true, 0);
		TraceHandover trace = this.traces.current(Context.empty());
		while (true) {
			HttpHeaders headers = this.traces.headers(hop.uri(), hop.headers(), trace);
			HttpRequest actual = (hop.count() == 0 && headers == hop.headers()) ? request
					: new HopRequest(request, hop, headers);
			ClientHttpResponse response = execution.execute(actual, hop.hasBody() ? body : NO_BODY);
			Hop next = this.redirects.next(hop, response.getStatusCode(), response.getHeaders());
			if (next == null) {
				return response;
			}
			response.close();
			hop = next;
		}
	}

	private static final class HopRequest extends HttpRequestWrapper {

		private final Hop hop;

		private final HttpHeaders headers;

		HopRequest(HttpRequest request, Hop hop, HttpHeaders headers) {
			super(request);
			this.hop = hop;
			this.headers = headers;
		}

		@Override
		public HttpMethod getMethod() {
			return this.hop.method();
		}

		@Override
		public URI getURI() {
			return this.hop.uri();
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

	}

}
