/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.io.IOException;

import dev.langfuse4j.console.ConsoleAnswer;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Writes an answer of the console as it is, whatever converters the application has.
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
	public MultiValueMap<String, Cookie> cookies() {
		return new LinkedMultiValueMap<>();
	}

	@Override
	public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
			throws IOException {
		Flux<String> events = this.answer.events();
		if (events != null && !request.isAsyncSupported()) {
			// The page asks from time to time instead
			response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
			return null;
		}
		response.setStatus(this.answer.status());
		this.answer.headers().forEach(response::setHeader);
		if (events != null) {
			ShallowEtagHeaderFilter.disableContentCaching(request);
			EventStream.write(events, request, response);
			return null;
		}
		if (this.answer.status() != HttpServletResponse.SC_NOT_MODIFIED) {
			response.setContentLength(this.answer.body().length);
			response.getOutputStream().write(this.answer.body());
		}
		return null;
	}

}
