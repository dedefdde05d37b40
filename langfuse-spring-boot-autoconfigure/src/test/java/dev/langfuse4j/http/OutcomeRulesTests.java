/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

import dev.langfuse4j.http.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of answers.
 */
class OutcomeRulesTests {

	@ParameterizedTest
	@CsvSource({ "199,MISCONFIGURED", "200,DELIVERED", "202,DELIVERED", "207,DELIVERED", "299,DELIVERED", "408,RETRY",
			"425,RETRY", "429,RETRY", "500,RETRY", "501,RETRY", "503,RETRY", "599,RETRY", "413,TOO_LARGE",
			"300,MISCONFIGURED", "301,MISCONFIGURED", "307,MISCONFIGURED", "308,MISCONFIGURED", "401,MISCONFIGURED",
			"403,MISCONFIGURED", "404,MISCONFIGURED", "405,MISCONFIGURED", "407,MISCONFIGURED", "400,REJECTED",
			"402,REJECTED", "409,REJECTED", "415,REJECTED", "422,REJECTED", "451,REJECTED" })
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

	@Test
	void proxyThatWantsCredentialsIsSuspect() {
		assertThat(OutcomeRules.ofStatus(407, null, "").suspect()).isEqualTo(Suspect.PROXY);
		assertThat(OutcomeRules.ofStatus(401, null, "").suspect()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "0,DELIVERED", "1,PARTIAL", "7,PARTIAL" })
	void requestIsTakenInPartIfAnythingIsRejected(long rejected, Kind kind) {
		Outcome outcome = OutcomeRules.ofTaken(202, new PartialSuccess(rejected, "why"));
		assertThat(outcome.kind()).isEqualTo(kind);
		assertThat(outcome.status()).isEqualTo(202);
		assertThat(outcome.rejected()).isEqualTo(rejected);
		assertThat(outcome.message()).isEqualTo("why");
	}

	@ParameterizedTest
	@MethodSource("failures")
	void failureHasAMessage(Exception failure, String message) {
		Outcome outcome = OutcomeRules.ofFailure(failure);
		assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
		assertThat(outcome.status()).isZero();
		assertThat(outcome.message()).isEqualTo(message);
		assertThat(outcome.suspect()).isNull();
		assertThat(OutcomeRules.ofFailure(request(failure)).message()).as("of a request").isEqualTo(message);
	}

	static Stream<Arguments> failures() {
		return Stream.of(Arguments.of(new IOException("reset"), "IOException: reset"),
				Arguments.of(new IOException(), "IOException"),
				Arguments.of(new IllegalStateException("outer", new IOException("inner")),
						"IllegalStateException: outer"),
				Arguments.of(new ConnectException(), "no connection"),
				Arguments.of(new ConnectException("refused"), "ConnectException: refused"),
				Arguments.of(new ConnectException().initCause(new UnresolvedAddressException()), "unknown host"),
				Arguments.of(new UnknownHostException("langfuse.example"), "unknown host"));
	}

	@Test
	void certificateIsSuspectInAnyFailure() {
		SSLHandshakeException failure = new SSLHandshakeException("no");
		failure.initCause(new CertificateException("expired"));
		assertThat(OutcomeRules.ofFailure(failure).suspect()).isEqualTo(Suspect.CERTIFICATE);
	}

	@Test
	void timeoutNamesTheTime() {
		Outcome outcome = OutcomeRules.ofTimeout(Duration.ofMillis(1_500));
		assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
		assertThat(outcome.message()).isEqualTo("no answer within 1500 ms");
	}

	private static WebClientRequestException request(Exception failure) {
		return new WebClientRequestException(failure, HttpMethod.POST, URI.create("http://localhost"),
				new HttpHeaders());
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "0,PT0S", "30,PT30S", "' 30 ',PT30S", "121,PT2M", "999999999999999999,PT2M",
			"-5,PT0S", "'Wed, 21 Oct 2026 07:28:10 GMT',PT10S", "'Wed, 21 Oct 2026 09:28:00 GMT',PT2M",
			"'Wed, 21 Oct 2026 07:00:00 GMT',PT0S", "soon,-", "'',-", "-,-", "1.5,-", "99999999999999999999999999,-" })
	void retryAfterIsSecondsOrADateAndCapped(String header, Duration wait) {
		assertThat(OutcomeRules.retryAfter(header, Instant.parse("2026-10-21T07:28:00Z"))).isEqualTo(wait);
	}

}
