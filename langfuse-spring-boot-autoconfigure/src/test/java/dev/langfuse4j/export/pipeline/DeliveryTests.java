/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.testing.ClosedPort;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.LangfuseServer.Received;
import dev.langfuse4j.testing.Observations;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Each answer of the server decides whether observations are delivered, sent again or
 * lost.
 */
@ExtendWith(OutputCaptureExtension.class)
class DeliveryTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final LangfuseServer server = new LangfuseServer();

	private final AtomicReference<Credentials> credentials = new AtomicReference<>(
			new Credentials("pk-lf-0123456789", "sk-lf-very-secret"));

	private ExportPipeline pipeline = pipeline(settings(512, 3_000_000), Duration.ofSeconds(10));

	@AfterEach
	void close() {
		this.pipeline.close();
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 201, 202, 204, 207 })
	void whenAcceptedIsDeliveredWhateverTheBodySays(int status) {
		this.server.answer(status, (status != 204) ? "no json" : "");
		this.pipeline.accept(Observations.named("a"));
		assertThat(this.pipeline.flush(LONG)).isTrue();
		assertThat(this.server.requests()).hasSize(1);
		assertThat(this.pipeline.statistics().delivered()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 429, 500, 502, 503, 504 })
	void whenTheServerIsInTroubleSendsTheSameBytesAgain(int status) {
		this.server.answer(status, "{}").answer(status, "{}");
		this.pipeline.accept(Observations.named("a"));
		assertThat(this.pipeline.flush(LONG)).isTrue();
		assertThat(this.server.requests()).hasSize(3);
		assertThat(this.server.requests()).extracting(Received::bytes)
			.allSatisfy((bytes) -> assertThat(bytes).isEqualTo(this.server.requests().get(0).bytes()));
		assertThat(this.pipeline.statistics().delivered()).isEqualTo(1);
	}

	@Test
	void whenTheAnswerDoesNotComeInTimeSendsTheSameBytesAgain() {
		this.pipeline = pipeline(settings(512, 3_000_000), Duration.ofMillis(300));
		CountDownLatch delivered = new CountDownLatch(1);
		this.server.answerAfter(() -> await().atMost(LONG).until(() -> delivered.getCount() == 0));
		this.pipeline.accept(Observations.named("a"));
		assertThat(this.pipeline.flush(LONG)).isTrue();
		delivered.countDown();
		this.server.awaitRequests(2);
		assertThat(this.server.requests().get(1).bytes()).isEqualTo(this.server.requests().get(0).bytes());
		assertThat(this.pipeline.statistics().delivered()).isEqualTo(1);
	}

	@Test
	void whenTheServerIsDownKeepsUntilItIsBack(CapturedOutput output) {
		try (ClosedPort down = new ClosedPort()) {
			URI url = URI.create(down.url());
			this.pipeline = pipeline(settings(512, 3_000_000), new Connection(url, this.credentials::get, LONG));
			this.pipeline.accept(Observations.named("a"));
			assertThat(this.pipeline.flush(Duration.ofMillis(300))).isFalse();
			String cannotBeReached = "Langfuse at localhost:" + url.getPort() + " cannot be reached (no connection)";
			await().untilAsserted(() -> assertThat(output).contains(cannotBeReached));
			assertThat(this.pipeline.flush(Duration.ofMillis(300))).isFalse();
			assertThat(output).containsOnlyOnce(cannotBeReached);
			assertThat(this.pipeline.statistics().delivered()).isZero();
			assertThat(this.pipeline.statistics().lost().values()).containsOnly(0L);
		}
	}

	@Test
	void hostThatDoesNotExistIsNamedSo(CapturedOutput output) {
		this.pipeline = pipeline(settings(512, 3_000_000),
				new Connection(URI.create("http://no-such-host.invalid"), this.credentials::get, LONG));
		this.pipeline.accept(Observations.named("a"));
		await().untilAsserted(
				() -> assertThat(output).contains("Langfuse at no-such-host.invalid cannot be reached (unknown host)"));
		assertThat(this.pipeline.flush(Duration.ofMillis(50))).isFalse();
	}

	@Test
	void firstDeliveryAndTheEndOfTroubleAreSaid(CapturedOutput output) {
		for (int i = 0; i < 3; i++) {
			this.pipeline.accept(Observations.named("a"));
			assertThat(this.pipeline.flush(LONG)).isTrue();
		}
		assertThat(output).containsOnlyOnce("First traces delivered").doesNotContain("resumed");
		this.server.answer(503, "{}");
		this.pipeline.accept(Observations.named("a"));
		assertThat(this.pipeline.flush(LONG)).isTrue();
		assertThat(output).containsOnlyOnce("resumed");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void retryAfterWinsOverTheBackoff(boolean asDate) {
		ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
		String retryAfter = asDate ? DateTimeFormatter.RFC_1123_DATE_TIME.format(date) : "1";
		this.server.answer(429, "{}", Map.of("Retry-After", retryAfter));
		long start = System.nanoTime();
		this.pipeline.accept(Observations.named("a"));
		assertThat(this.pipeline.flush(LONG)).isTrue();
		if (asDate) {
			assertThat(ZonedDateTime.now(ZoneOffset.UTC).plus(Duration.ofMillis(100))).isAfterOrEqualTo(date);
		}
		else {
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
		}
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void retryAfterOfNothingStillBacksOff() {
		this.server.answerAll((request) -> 429, Map.of("Retry-After", "0"));
		this.pipeline.accept(Observations.named("a"));
		assertThat(this.pipeline.flush(Duration.ofSeconds(1))).isFalse();
		assertThat(this.server.requests()).hasSizeLessThan(60);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 401, 403, 404, 405 })
	void whenMisconfiguredKeepsAndSaysSoOnce(int status, CapturedOutput output) {
		this.server.answerAll((request) -> status);
		this.pipeline.accept(Observations.named("a"));
		assertThat(this.pipeline.flush(LONG)).as("not while it is not corrected").isFalse();
		this.server.answerAll((request) -> 200);
		flushOnceCorrected();
		assertThat(this.server.spans()).hasSize(1);
		assertThat(this.pipeline.statistics().delivered()).isEqualTo(1);
		assertThat(output).containsOnlyOnce("answered " + status);
		assertThat(output).contains("ERROR").doesNotContain("very-secret").doesNotContain("0123456789");
	}

	@Test
	void correctedKeyDeliversWithoutRestart(CapturedOutput output) {
		this.server.answerAll((request) -> request.header("Authorization").equals(basic("pk-new:sk-new")) ? 200 : 401);
		this.pipeline.accept(Observations.named("a"));
		assertThat(this.pipeline.flush(Duration.ofMillis(300))).isFalse();
		await().untilAsserted(() -> assertThat(output).contains("Check that langfuse.public-key (pk-lf-01…)"));
		this.credentials.set(new Credentials("pk-new", "sk-new"));
		flushOnceCorrected();
		assertThat(this.pipeline.statistics().delivered()).isEqualTo(1);
	}

	@Test
	void whenTooLargeHalves() {
		this.server.answerAll((request) -> (request.spans().size() > 2) ? 413 : 200);
		for (int i = 0; i < 8; i++) {
			this.pipeline.accept(Observations.named("s" + i));
		}
		assertThat(this.pipeline.flush(LONG)).isTrue();
		assertThat(this.server.spans()).extracting(Span::name)
			.containsExactlyInAnyOrder("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7");
		assertThat(this.server.requests()).hasSize(1 + 2 + 4);
		assertThat(this.pipeline.statistics().delivered()).isEqualTo(8);
	}

	@Test
	void whenASingleOneIsTooLargeTrimsItsLargestField() {
		this.server.answerAll((request) -> (request.text().length() > 10_000) ? 413 : 200);
		this.pipeline.accept(Observations.withInput(Observations.trace(), "huge", "x".repeat(100_000)));
		assertThat(this.pipeline.flush(LONG)).isTrue();
		Span span = this.server.span("huge");
		assertThat(span.input()).startsWith("xxx").contains("more characters]").hasSizeLessThan(10_000);
		assertThat(this.pipeline.statistics().delivered()).isEqualTo(1);
	}

	@Test
	void whenASingleOneIsTooLargeTrimsWhatIsLargestAsWritten() {
		this.server.answerAll((request) -> (request.text().length() > 5_000) ? 413 : 200);
		CapturedContent numbers = new ContentCapture(CaptureSettings.defaults()).content(new int[1_000], 1_000_000);
		assertThat(numbers.length()).as("an estimate").isGreaterThan(2 * numbers.asText().length());
		Map<String, CapturedContent> metadata = Map.of("long", CapturedContent.text("x".repeat(1_900)), "numbers",
				numbers);
		this.pipeline
			.accept(Observations.named("huge").withContent(numbers, CapturedContent.text("y".repeat(8_000)), metadata));
		assertThat(this.pipeline.flush(LONG)).isTrue();
		assertThat(this.server.requests()).hasSizeLessThan(6);
		assertThat(this.server.span("huge").output()).contains("more characters]");
	}

	@Test
	void whenNumbersCannotBeMadeSmallEnoughTheyAreLostAndCounted() {
		this.server.answerAll((request) -> 413);
		CapturedContent numbers = new ContentCapture(CaptureSettings.defaults()).content(new int[400], 1_000_000);
		this.pipeline.accept(Observations.named("huge").withContent(numbers, null, Map.of()));
		assertThat(this.pipeline.flush(LONG)).isFalse();
		assertThat(this.server.requests()).hasSizeLessThan(3);
		assertThat(this.pipeline.statistics().lost()).containsEntry(LossReason.TOO_LARGE, 1L);
	}

	@Test
	void whenNothingIsLeftToTrimIsLostAndCounted() {
		this.server.answerAll((request) -> 413);
		this.pipeline.accept(Observations.withInput(Observations.trace(), "huge", "x".repeat(5_000)));
		assertThat(this.pipeline.flush(LONG)).isFalse();
		assertThat(this.pipeline.statistics().lost()).containsEntry(LossReason.TOO_LARGE, 1L);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 409, 415, 422 })
	void whenRejectedIsLostCountedAndSaidOnce(int status, CapturedOutput output) {
		String message = "{\"error\":\"Invalid \\u001b[31m\n" + "x".repeat(500) + "\"}";
		this.server.answer(status, message).answer(status, message);
		this.pipeline.accept(Observations.named("secret-name"));
		assertThat(this.pipeline.flush(LONG)).isFalse();
		this.pipeline.accept(Observations.named("b"));
		assertThat(this.pipeline.flush(LONG)).isFalse();
		assertThat(this.pipeline.statistics().lost()).containsEntry(LossReason.REJECTED, 2L);
		assertThat(this.server.requests()).hasSize(2);
		assertThat(output).containsOnlyOnce("answered " + status)
			.contains("Invalid")
			.contains("xxx\u2026)")
			.doesNotContain("x".repeat(201))
			.doesNotContain("secret-name");
		assertThat(output.getOut().lines().filter((line) -> line.contains("answered " + status))).singleElement()
			.asString()
			.contains("Observations lost: 1");
		this.pipeline.accept(Observations.named("c"));
		assertThat(this.pipeline.flush(LONG)).as("what came after").isTrue();
	}

	@Test
	void redirectIsNotFollowedAsItWouldCarryTheKeysAway() {
		try (LangfuseServer elsewhere = new LangfuseServer()) {
			this.server.answerAll((request) -> 307, Map.of("Location", elsewhere.url() + "/api/public/otel/v1/traces"));
			this.pipeline.accept(Observations.named("a"));
			assertThat(this.pipeline.flush(LONG)).isFalse();
			this.server.answerAll((request) -> 200);
			flushOnceCorrected();
			assertThat(elsewhere.requests()).isEmpty();
		}
	}

	@Test
	void batchesAreBoundedByCount() {
		this.pipeline = pipeline(settings(3, 3_000_000), LONG);
		for (int i = 0; i < 7; i++) {
			this.pipeline.accept(Observations.named("s" + i));
		}
		assertThat(this.pipeline.flush(LONG)).isTrue();
		assertThat(this.server.requests()).hasSizeGreaterThanOrEqualTo(3)
			.allSatisfy((request) -> assertThat(request.spans()).hasSizeLessThanOrEqualTo(3));
		assertThat(this.server.spans()).hasSize(7);
	}

	@Test
	void batchesAreBoundedByUncompressedBytes() {
		this.pipeline = pipeline(settings(512, 10_000), LONG);
		for (int i = 0; i < 10; i++) {
			this.pipeline.accept(Observations.withInput(Observations.trace(), "s" + i, "x".repeat(3_000)));
		}
		this.pipeline.accept(Observations.withInput(Observations.trace(), "alone", "x".repeat(30_000)));
		assertThat(this.pipeline.flush(LONG)).isTrue();
		assertThat(this.server.spans()).hasSize(11);
		assertThat(this.server.requests()).allSatisfy(
				(request) -> assertThat(request.spans().size() == 1 || request.text().length() < 10_500).isTrue());
		assertThat(this.server.requests()).hasSizeGreaterThanOrEqualTo(4);
	}

	@Test
	void fullBatchLeavesBeforeTheInterval() {
		ExportSettings slow = new ExportSettings(1_000, 10_000_000, QueueOverflow.DROP_NEWEST, 5, Duration.ofHours(1),
				3_000_000, 2, PipelineTestSupport.retry(Duration.ofMillis(1), Duration.ofMillis(1)), LONG);
		this.pipeline = pipeline(slow, LONG);
		for (int i = 0; i < 5; i++) {
			this.pipeline.accept(Observations.named("s" + i));
		}
		this.server.awaitSpans(5);
	}

	@Test
	void smallBatchLeavesAfterTheInterval() {
		this.pipeline.accept(Observations.named("a"));
		this.server.awaitSpans(1);
	}

	/**
	 * A flush also ends with a probe that was sent before the correction.
	 */
	private void flushOnceCorrected() {
		await().atMost(LONG).until(() -> this.pipeline.flush(LONG));
	}

	private static String basic(String pair) {
		return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes());
	}

	private static ExportSettings settings(int flushAt, int maxBatchBytes) {
		return new ExportSettings(1_000, 10_000_000, QueueOverflow.DROP_NEWEST, flushAt, Duration.ofMillis(50),
				maxBatchBytes, 2, PipelineTestSupport.retry(Duration.ofMillis(20), Duration.ofMillis(100)),
				Duration.ofMillis(200));
	}

	private ExportPipeline pipeline(ExportSettings settings, Duration timeout) {
		return pipeline(settings, new Connection(URI.create(this.server.url()), this.credentials::get, timeout));
	}

	private ExportPipeline pipeline(ExportSettings settings, Connection connection) {
		return new ExportPipeline(settings, ObservationMasking.none(), Exporters.of(), connection,
				new OtlpEncoder(new ResourceAttributes("demo", null, null, null)),
				new LangfuseClients(Map.of(), List::of));
	}

}
