/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import dev.langfuse4j.http.Outcome.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of answers.
 */
class OutcomeRulesTests {

	@ParameterizedTest
	@CsvSource({ "200,DELIVERED", "202,DELIVERED", "207,DELIVERED", "299,DELIVERED", "408,RETRY", "425,RETRY",
			"429,RETRY", "500,RETRY", "501,RETRY", "503,RETRY", "599,RETRY", "413,TOO_LARGE", "300,MISCONFIGURED",
			"301,MISCONFIGURED", "307,MISCONFIGURED", "308,MISCONFIGURED", "401,MISCONFIGURED", "403,MISCONFIGURED",
			"404,MISCONFIGURED", "405,MISCONFIGURED", "407,MISCONFIGURED", "400,REJECTED", "402,REJECTED",
			"409,REJECTED", "415,REJECTED", "422,REJECTED", "451,REJECTED" })
	void statusDecides(int status, Kind kind) {
		assertThat(OutcomeRules.ofStatus(status, "7", "").kind()).isEqualTo(kind);
		assertThat(OutcomeRules.ofStatus(status, "7", "").retryAfter())
			.isEqualTo((kind == Kind.RETRY) ? Duration.ofSeconds(7) : null);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "Tunnel failed, got: 407|MISCONFIGURED|407",
			"Unable to tunnel through proxy. Proxy returns \"HTTP/1.1 407 Proxy Authentication Required\"|MISCONFIGURED|407",
			"Tunnel failed, got: 400|MISCONFIGURED|400", "Tunnel failed, got: 503|RETRY|503" })
	void whatAProxyAnswersToConnectIsNotTheServers(String message, Kind kind, int status) {
		Outcome outcome = OutcomeRules.ofFailure(new IOException(message));
		assertThat(outcome.kind()).isEqualTo(kind);
		assertThat(outcome.status()).isEqualTo(status);
		assertThat(outcome.suspect()).isEqualTo(Suspect.PROXY);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "0,PT0S", "30,PT30S", "' 30 ',PT30S", "121,PT2M", "999999999999999999,PT2M",
			"-5,PT0S", "'Wed, 21 Oct 2026 07:28:10 GMT',PT10S", "'Wed, 21 Oct 2026 09:28:00 GMT',PT2M",
			"'Wed, 21 Oct 2026 07:00:00 GMT',PT0S", "soon,-", "'',-", "-,-", "1.5,-", "99999999999999999999999999,-" })
	void retryAfterIsSecondsOrADateAndCapped(String header, Duration wait) {
		assertThat(OutcomeRules.retryAfter(header, Instant.parse("2026-10-21T07:28:00Z"))).isEqualTo(wait);
	}

}
