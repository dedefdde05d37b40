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

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

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

	private static @Nullable Hop next(String from, String to, boolean ours) {
		HttpHeaders answer = new HttpHeaders();
		answer.add(HttpHeaders.LOCATION, to);
		return new Redirects(() -> ours).next(new Hop(URI.create(from), HttpMethod.GET, new HttpHeaders(), false, 0),
				HttpStatus.FOUND, answer);
	}

}
