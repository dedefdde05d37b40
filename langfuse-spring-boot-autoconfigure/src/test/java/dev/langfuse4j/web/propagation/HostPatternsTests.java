/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.propagation;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A pattern lists hosts.
 */
class HostPatternsTests {

	@ParameterizedTest
	@CsvSource({ "search.internal,http://search.internal/x,true", "search.internal,https://SEARCH.internal.:8443/,true",
			"search.internal,http://a.search.internal/,false", "search.internal,http://search.internal.evil.com/,false",
			"*.example.com,http://a.b.example.com/,true", "*.example.com,http://example.com/,false",
			"*.example.com,http://evilexample.com/,false", "localhost:8081,http://localhost:8081/,true",
			"localhost:8081,http://localhost:8082/,false", "a.b:443,https://a.b/,true", "a.b:443,http://a.b/,false",
			"[::1]:80,http://[::1]/,true", "a.b,http://a.b@evil.com/,false" })
	void hostIsListedOrNot(String pattern, String uri, boolean listed) {
		assertThat(new HostPatterns(List.of(pattern)).matches(URI.create(uri))).isEqualTo(listed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*", "*.", "http://a.b", "a.*", "a.b/c", "a..b" })
	void whatIsNoHostIsRefused(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> new HostPatterns(List.of(pattern)));
	}

}
