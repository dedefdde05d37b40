/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FeedbackEndpoint}.
 */
class FeedbackEndpointTests {

	private static final String SECRET = "0123456789abcdef0123456789abcdef";

	private static final String OTHER_SECRET = "another-secret-of-thirty-two-chars";

	private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

	private static final FeedbackTarget TARGET = new FeedbackTarget("tenant-a", "0af7651916cd43dd8448eb211c80319c",
			"b7ad6b7169203331", "staging");

	private static final Map<String, FeedbackName> NAMES = Map.of("thumbs", FeedbackName.of("boolean"), "stars",
			FeedbackName.of("numeric:1..5"), "any", FeedbackName.of("numeric"), "reason",
			FeedbackName.of("category: wrong, slow"));

	private final List<FeedbackVote> votes = new ArrayList<>();

	private final FeedbackTokens tokens = tokens(NOW, SECRET);

	private final FeedbackEndpoint endpoint = endpoint(this.tokens);

	private final String token = this.tokens.sign(TARGET);

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			thumbs | true    | true
			thumbs | false   | false
			stars  | 1       | 1.0
			stars  | 4.5     | 4.5
			any    | -1e300  | -1.0E300
			reason | "wrong" | wrong
			reason | "slow"  | slow
			""")
	void voteIsTaken(String name, String value, String taken) {
		FeedbackAnswer answer = send("{\"token\":\"" + this.token + "\",\"name\":\"" + name + "\",\"value\":" + value
				+ ",\"comment\":null,\"id\":\"mine\",\"traceId\":\"ffffffffffffffffffffffffffffffff\"}");
		assertThat(answer.status().value()).isEqualTo(202);
		FeedbackVote vote = this.votes.get(0);
		assertThat(vote.target()).isEqualTo(TARGET);
		assertThat(vote.name()).isEqualTo(name);
		assertThat(vote.value()).hasToString(taken);
		assertThat(vote.comment()).isNull();
		assertThat(vote.id()).matches("[0-9a-f]{32}");
		assertThat(json(answer)).hasToString("{\"id\":\"" + vote.id() + "\"}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			token   | {"name":"thumbs","value":true}
			token   | {"token":1,"name":"thumbs","value":true}
			token   | {"token":"","name":"thumbs","value":true}
			token   | {"token":"a.b","name":"thumbs","value":true}
			token   | {"token":"%s0","name":"thumbs","value":true}
			token   | {"token":"A%s","name":"thumbs","value":true}
			name    | {"token":"%s","value":true}
			name    | {"token":"%s","name":"thumb","value":true}
			name    | {"token":"%s","name":["thumbs"],"value":true}
			value   | {"token":"%s","name":"thumbs"}
			value   | {"token":"%s","name":"thumbs","value":null}
			value   | {"token":"%s","name":"thumbs","value":1}
			value   | {"token":"%s","name":"thumbs","value":"true"}
			value   | {"token":"%s","name":"stars","value":0}
			value   | {"token":"%s","name":"stars","value":5.01}
			value   | {"token":"%s","name":"stars","value":"3"}
			value   | {"token":"%s","name":"any","value":1e999}
			value   | {"token":"%s","name":"reason","value":"Wrong"}
			value   | {"token":"%s","name":"reason","value":true}
			comment | {"token":"%s","name":"thumbs","value":true,"comment":1}
			body    | []
			body    | "text"
			body    | {"token":"%s","name":"thumbs","value":true
			body    | {"token":"%s","name":"thumbs","value":NaN}
			""")
	void whatIsWrongIsNamedAndNotQuoted(String field, String body) {
		FeedbackAnswer answer = send(body.replace("%s", this.token));
		assertThat(answer.status().value()).isEqualTo(400);
		assertThat(answer.headers().getContentType()).hasToString("application/problem+json");
		JsonNode problem = json(answer);
		assertThat(problem.path("field").asString()).isEqualTo(field);
		assertThat(problem.path("status").asInt()).isEqualTo(400);
		assertThat(problem.path("title").asString()).isEqualTo("Bad Request");
		assertThat(problem.path("detail").asString()).startsWith("'" + field + "' ").doesNotContain("thumb");
		assertThat(this.votes).isEmpty();
	}

	@Test
	void bodyMustBeThere() {
		assertThat(json(send("")).path("field").asString()).isEqualTo("body");
	}

	@Test
	void commentIsPlainAndBounded() {
		send(vote(this.token, "thumbs", "true", ",\"comment\":\" a\\u0000\\u001b[31m\\nb\\ud800 \""));
		assertThat(this.votes.get(0).comment()).isEqualTo("a[31m b\ufffd");
		send(vote(this.token, "thumbs", "true", ",\"comment\":\" \\t \""));
		assertThat(this.votes.get(1).comment()).isNull();
		send(vote(this.token, "thumbs", "true", ",\"comment\":\"" + "x".repeat(2_000) + "\""));
		assertThat(this.votes.get(2).comment()).hasSize(2_000);
		FeedbackAnswer tooLong = send(vote(this.token, "thumbs", "true", ",\"comment\":\"" + "x".repeat(2_001) + "\""));
		assertThat(json(tooLong).path("field").asString()).isEqualTo("comment");
	}

	@Test
	void secondVoteReplacesTheFirstOneAndNobodyElses() {
		send(vote(this.token, "thumbs", "true", ""));
		send(vote(this.token, "thumbs", "false", ",\"comment\":\"after all\""));
		send(vote(this.token, "stars", "1", ""));
		send(vote(this.tokens.sign(TARGET), "thumbs", "true", ""));
		List<String> ids = this.votes.stream().map(FeedbackVote::id).toList();
		assertThat(ids.get(1)).isEqualTo(ids.get(0));
		assertThat(ids.subList(1, 4)).doesNotHaveDuplicates();
	}

	@Test
	void tokenExpires() {
		String early = tokens(NOW.minus(Duration.ofHours(1)).plusSeconds(1), SECRET).sign(TARGET);
		assertThat(send(vote(early, "thumbs", "true", "")).status().value()).isEqualTo(202);
		String old = tokens(NOW.minus(Duration.ofHours(1)), SECRET).sign(TARGET);
		FeedbackAnswer answer = send(vote(old, "thumbs", "true", ""));
		assertThat(json(answer).path("detail").asString()).isEqualTo("'token' has expired");
	}

	@Test
	void tokensOfFormerSecretsAreAccepted() {
		String former = tokens(NOW, OTHER_SECRET).sign(TARGET);
		assertThat(send(vote(former, "thumbs", "true", "")).status().value()).isEqualTo(400);
		FeedbackEndpoint rotated = endpoint(tokens(NOW, SECRET, OTHER_SECRET));
		assertThat(send(rotated, "1.2.3.4", vote(former, "thumbs", "true", "")).status().value()).isEqualTo(202);
		assertThat(send(rotated, "1.2.3.4", vote(this.token, "thumbs", "true", "")).status().value()).isEqualTo(202);
	}

	@Test
	void anyChangeOfATokenIsNoticed() {
		for (int i = 0; i < this.token.length(); i++) {
			char other = (this.token.charAt(i) == 'A') ? 'B' : 'A';
			String changed = this.token.substring(0, i) + other + this.token.substring(i + 1);
			// The last character of a signature has bits that stand for nothing
			if (i < this.token.length() - 1) {
				assertThat(send(vote(changed, "thumbs", "true", "")).status().value()).as(changed).isEqualTo(400);
			}
		}
		assertThat(this.votes).isEmpty();
	}

	@Test
	void unsignedVotesAreOfTheProjectOfTheRequestAndOneForEachNetwork() {
		FeedbackEndpoint unsigned = endpoint(null);
		String body = "{\"traceId\":\"0af7651916cd43dd8448eb211c80319c\",\"name\":\"thumbs\",\"value\":true,"
				+ "\"project\":\"tenant-b\",\"token\":\"x\"}";
		for (String client : List.of("1.2.3.4", "1.2.3.4", "1.2.3.5", "2001:db8::1", "2001:db8::2",
				"2001:db9::1%eth0")) {
			assertThat(send(unsigned, client, body).status().value()).isEqualTo(202);
		}
		assertThat(this.votes.get(0).target())
			.isEqualTo(new FeedbackTarget("of-the-request", "0af7651916cd43dd8448eb211c80319c", null, null));
		List<String> ids = this.votes.stream().map(FeedbackVote::id).toList();
		assertThat(ids.get(1)).isEqualTo(ids.get(0));
		assertThat(ids.get(4)).isEqualTo(ids.get(3));
		assertThat(List.of(ids.get(0), ids.get(2), ids.get(3), ids.get(5))).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					traceId       | {"name":"thumbs","value":true}
					traceId       | {"traceId":"0AF7651916CD43DD8448EB211C80319C","name":"thumbs","value":true}
					observationId | {"traceId":"0af7651916cd43dd8448eb211c80319c","observationId":"1","name":"thumbs","value":true}
					observationId | {"traceId":"0af7651916cd43dd8448eb211c80319c","observationId":1,"name":"thumbs","value":true}
					""")
	void idsOfUnsignedVotesAreChecked(String field, String body) {
		assertThat(json(send(endpoint(null), "1.2.3.4", body)).path("field").asString()).isEqualTo(field);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "text", "bool", "numeric:", "numeric:5..1", "numeric:1..1", "numeric:1-5", "category:",
			"category:a,,b", "category" })
	void typeOfANameMustBeKnown(String type) {
		assertThatIllegalArgumentException().isThrownBy(() -> FeedbackName.of(type));
	}

	@Test
	void bodyIsOnlyReadOfClientsThatHaveRequestsLeft() {
		FeedbackEndpoint limited = new FeedbackEndpoint(NAMES, this.tokens, new FeedbackLimits(2, 3, () -> 0),
				this.votes::add);
		assertThat(limited.refuse("1.2.3.4", "application/json", 10)).isNull();
		assertThat(limited.refuse("1.2.3.4", "application/json;charset=utf-8", 10)).isNull();
		FeedbackAnswer refusal = limited.refuse("1.2.3.4", "application/json", 10);
		assertThat(refusal.status().value()).isEqualTo(429);
		assertThat(refusal.headers().getFirst("Retry-After")).isEqualTo("30");
		assertThat(limited.refuse("1.2.3.5", "application/json", 10)).isNull();
		assertThat(limited.refuse("1.2.3.6", "application/json", 10).headers().getFirst("Retry-After")).isEqualTo("20");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "nonsense", "" })
	void formsOfOtherPagesAreRefused(String contentType) {
		assertThat(this.endpoint.refuse("1.2.3.4", contentType, 10).status().value()).isEqualTo(415);
		assertThat(this.endpoint.refuse("1.2.3.4", null, 10).status().value()).isEqualTo(415);
		assertThat(this.endpoint.refuse("1.2.3.4", "application/json", 8_193).status().value()).isEqualTo(413);
	}

	private FeedbackEndpoint endpoint(FeedbackTokens tokens) {
		return new FeedbackEndpoint(NAMES, tokens, new FeedbackLimits(1_000, 1_000, () -> 0), this.votes::add);
	}

	private static FeedbackTokens tokens(Instant now, String... secrets) {
		return new FeedbackTokens(List.of(secrets), Duration.ofHours(1), Clock.fixed(now, ZoneOffset.UTC));
	}

	private static String vote(String token, String name, String value, String more) {
		return "{\"token\":\"" + token + "\",\"name\":\"" + name + "\",\"value\":" + value + more + "}";
	}

	private FeedbackAnswer send(String body) {
		return send(this.endpoint, "1.2.3.4", body);
	}

	private static FeedbackAnswer send(FeedbackEndpoint endpoint, String client, String body) {
		return endpoint.receive(client, body.getBytes(StandardCharsets.UTF_8), () -> "of-the-request");
	}

	private static JsonNode json(FeedbackAnswer answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
