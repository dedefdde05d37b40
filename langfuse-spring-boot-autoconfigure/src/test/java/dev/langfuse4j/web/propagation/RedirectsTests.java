/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.propagation;

import java.net.URI;

import dev.langfuse4j.web.propagation.Redirects.Hop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Redirects}.
 */
class RedirectsTests {

	@ParameterizedTest
	@CsvSource({ "http://a/1, http://a/2", "http://a/1, https://a/2", "https://a/1, https://b/2", "https://a/1, /2" })
	void isFollowed(String from, String to) {
		Hop next = next(from, to, true);
		assertThat(next).isNotNull();
		assertThat(next.uri()).isEqualTo(URI.create(from).resolve(to));
		assertThat(next.count()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "https://a/1, http://a/2", "https://a/1, HTTP://a/2", "HTTPS://a/1, http://a/2",
			"http://a/1, ftp://a/2", "https://a/1, file:///2" })
	void whatWasSecretIsNotSentInTheClearNorToWhatIsNoServer(String from, String to) {
		assertThat(next(from, to, true)).isNull();
	}

	@Test
	void isLeftToTheApplicationWhereItIsNotOurs() {
		assertThat(next("https://a/1", "https://a/2", false)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "301, GET, GET", "302, GET, GET", "303, GET, GET", "307, GET, GET", "308, GET, GET", "301, POST, GET",
			"302, POST, GET", "303, POST, GET", "303, PUT, GET", "303, HEAD, HEAD", "301, PUT, PUT",
			"302, DELETE, DELETE", "307, POST, POST", "308, POST, POST" })
	void methodAndBodyFollowTheStatus(int status, String method, String expected) {
		Hop next = next(status, hop("http://a/1", method, 0));
		assertThat(next).isNotNull();
		assertThat(next.method()).isEqualTo(HttpMethod.valueOf(expected));
		boolean bodyIsSent = method.equals(expected) && !(status == 303 && method.equals("GET"));
		assertThat(next.hasBody()).isEqualTo(bodyIsSent);
		assertThat(next.headers().containsHeader(HttpHeaders.CONTENT_TYPE)).isEqualTo(bodyIsSent);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 300, 304, 305, 306, 309, 400 })
	void otherStatusIsTheAnswer(int status) {
		assertThat(next(status, hop("http://a/1", "GET", 0))).isNull();
	}

	@Test
	void numberOfHopsIsBounded() {
		assertThat(next(302, hop("http://a/1", "GET", Redirects.MAX - 1))).isNotNull();
		assertThat(next(302, hop("http://a/1", "GET", Redirects.MAX))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "http://a/1, true", "http://A/1, true", "http://b/1, false", "http://a:81/1, false" })
	void credentialsStayWithTheirServer(String from, boolean kept) {
		Hop next = next(302, hop(from, "GET", 0));
		assertThat(next).isNotNull();
		assertThat(next.headers().containsHeader(HttpHeaders.AUTHORIZATION)).isEqualTo(kept);
		assertThat(next.headers().containsHeader(HttpHeaders.HOST)).isFalse();
	}

	private static Hop hop(String from, String method, int count) {
		HttpHeaders headers = new HttpHeaders();
		headers.add(HttpHeaders.AUTHORIZATION, "secret");
		headers.add(HttpHeaders.HOST, "a");
		headers.add(HttpHeaders.CONTENT_TYPE, "text/plain");
		return new Hop(URI.create(from), HttpMethod.valueOf(method), headers, true, count);
	}

	private static @Nullable Hop next(int status, Hop hop) {
		HttpHeaders answer = new HttpHeaders();
		answer.add(HttpHeaders.LOCATION, "http://a/2");
		return new Redirects(() -> true).next(hop, HttpStatusCode.valueOf(status), answer);
	}

	private static @Nullable Hop next(String from, String to, boolean ours) {
		HttpHeaders answer = new HttpHeaders();
		answer.add(HttpHeaders.LOCATION, to);
		return new Redirects(() -> ours).next(new Hop(URI.create(from), HttpMethod.GET, new HttpHeaders(), false, 0),
				HttpStatus.FOUND, answer);
	}

}
