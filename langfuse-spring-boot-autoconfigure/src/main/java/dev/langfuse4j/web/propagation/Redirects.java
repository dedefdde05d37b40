/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.propagation;

import java.net.URI;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;

/**
 * Determines the target of a redirect, by the rules of the JDK's client. Redirects are
 * followed here rather than by the client, which would forward trace headers to any host.
 *
 * @since 0.1.0
 */
@Internal
public final class Redirects {

	static final int MAX = 5;

	private static final List<String> FOR_THE_HOST = List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE,
			HttpHeaders.PROXY_AUTHORIZATION, HttpHeaders.HOST);

	private static final List<String> OF_THE_BODY = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH,
			HttpHeaders.CONTENT_ENCODING, HttpHeaders.TRANSFER_ENCODING);

	private final BooleanSupplier ours;

	/**
	 * Creates the rules.
	 * @param ours whether Langfuse follows redirects
	 */
	public Redirects(BooleanSupplier ours) {
		this.ours = ours;
	}

	/**
	 * The next request, or {@code null} if the response is the answer.
	 */
	@Nullable Hop next(Hop hop, HttpStatusCode status, HttpHeaders answer) {
		int code = status.value();
		if (!this.ours.getAsBoolean() || hop.count() >= MAX
				|| !(code == 307 || code == 308 || (code >= 301 && code <= 303))) {
			return null;
		}
		URI target = target(hop.uri(), answer.getFirst(HttpHeaders.LOCATION));
		if (target == null) {
			return null;
		}
		boolean asGet = (code == 303 && hop.method() != HttpMethod.HEAD)
				|| (code < 303 && hop.method() == HttpMethod.POST);
		HttpHeaders headers = HttpHeaders.copyOf(hop.headers());
		headers.remove(HttpHeaders.HOST);
		if (!sameServer(hop.uri(), target)) {
			FOR_THE_HOST.forEach(headers::remove);
		}
		if (asGet) {
			OF_THE_BODY.forEach(headers::remove);
		}
		return new Hop(target, asGet ? HttpMethod.GET : hop.method(), headers, hop.hasBody() && !asGet,
				hop.count() + 1);
	}

	/**
	 * An address that cannot be requested is left to the application.
	 */
	private static @Nullable URI target(URI from, @Nullable String location) {
		try {
			URI target = (location != null) ? from.resolve(location) : null;
			return (target != null && target.getHost() != null && isFollowed(from.getScheme(), target.getScheme()))
					? target : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static boolean isFollowed(@Nullable String from, @Nullable String to) {
		return HostPatterns.isSecure(to) || ("http".equalsIgnoreCase(to) && !HostPatterns.isSecure(from));
	}

	static boolean sameServer(URI one, URI other) {
		return other.getHost().equalsIgnoreCase(one.getHost()) && one.getPort() == other.getPort();
	}

	/**
	 * A request, one of those that lead to an answer, without our headers.
	 *
	 * @param uri whom to ask
	 * @param method how
	 * @param headers the headers
	 * @param hasBody whether the body is sent
	 * @param count how many there were before
	 */
	record Hop(URI uri, HttpMethod method, HttpHeaders headers, boolean hasBody, int count) {

	}

}
