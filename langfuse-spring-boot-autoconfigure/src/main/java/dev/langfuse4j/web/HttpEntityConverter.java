/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.mask.Redaction;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpCookie;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;

/**
 * Shows requests and responses by method, address, status, headers and body. Of most
 * headers only the name is shown: whether a value is secret is known to those who agreed
 * on the header.
 *
 * @since 0.1.0
 */
@Internal
public final class HttpEntityConverter implements ValueConverter {

	/**
	 * Headers that describe the body and its caching.
	 */
	private static final Set<String> SHOWN = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

	static {
		SHOWN.addAll(List.of(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_CHARSET, HttpHeaders.ACCEPT_ENCODING,
				HttpHeaders.ACCEPT_LANGUAGE, HttpHeaders.ACCEPT_PATCH, HttpHeaders.ACCEPT_RANGES, HttpHeaders.AGE,
				HttpHeaders.ALLOW, HttpHeaders.CACHE_CONTROL, HttpHeaders.CONNECTION, HttpHeaders.CONTENT_ENCODING,
				HttpHeaders.CONTENT_LANGUAGE, HttpHeaders.CONTENT_LENGTH, HttpHeaders.CONTENT_RANGE,
				HttpHeaders.CONTENT_TYPE, HttpHeaders.DATE, HttpHeaders.EXPIRES, HttpHeaders.LAST_MODIFIED,
				HttpHeaders.RANGE, HttpHeaders.RETRY_AFTER, HttpHeaders.TRANSFER_ENCODING, HttpHeaders.VARY));
	}

	/**
	 * Creates the converter.
	 */
	public HttpEntityConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return HttpEntity.class.isAssignableFrom(type) || HttpHeaders.class.isAssignableFrom(type)
				|| HttpCookie.class.isAssignableFrom(type);
	}

	@Override
	public Object convert(Object value) {
		if (value instanceof HttpHeaders headers) {
			return headers(headers);
		}
		Map<String, @Nullable Object> shown = new LinkedHashMap<>();
		if (value instanceof HttpCookie cookie) {
			shown.put("name", cookie.getName());
			shown.put("value", Redaction.VALUE);
			return shown;
		}
		HttpEntity<?> entity = (HttpEntity<?>) value;
		if (entity instanceof ResponseEntity<?> response) {
			shown.put("status", response.getStatusCode().value());
		}
		if (entity instanceof RequestEntity<?> request) {
			shown.put("method", (request.getMethod() != null) ? request.getMethod().name() : null);
			shown.put("url", (request instanceof RequestEntity.UriTemplateRequestEntity<?> template)
					? template.getUriTemplate() : request.getUrl());
		}
		shown.put("headers", headers(entity.getHeaders()));
		shown.put("body", entity.getBody());
		return shown;
	}

	private static Map<String, Object> headers(HttpHeaders headers) {
		Map<String, Object> shown = new LinkedHashMap<>();
		headers.forEach((name, values) -> shown.put(name, SHOWN.contains(name) ? plain(values) : Redaction.VALUE));
		return shown;
	}

	private static Object plain(List<String> values) {
		return (values.size() == 1) ? values.get(0) : values;
	}

}
