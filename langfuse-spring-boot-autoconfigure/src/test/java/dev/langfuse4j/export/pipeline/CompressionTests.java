/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import dev.langfuse4j.export.Compression;
import dev.langfuse4j.export.DuplicateDetection;
import dev.langfuse4j.export.ExportListener;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.export.spill.SpillSettings;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.testing.LangfuseServer.Received;
import dev.langfuse4j.testing.Observations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests are compressed, or not, as the setting has it.
 */
class CompressionTests extends PipelineTestSupport {

	/**
	 * Large enough that the time of a request is that of its bytes.
	 */
	private static final int LARGE = 400_000;

	private final Random random = new Random(1);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@EnumSource(Compression.class)
	void singleRequestSaysHowItIsSent(Compression compression) {
		try (ExportPipeline pipeline = toServer(settings(compression, null))) {
			pipeline.accept(Observations.named("a"));
			assertThat(pipeline.flush(LONG)).isTrue();
			Received request = this.server.requests().get(0);
			boolean none = compression == Compression.NONE;
			assertThat(request.header("Content-Encoding")).isEqualTo(none ? null : "gzip");
			assertThat(request.header("Content-Type")).isEqualTo("application/x-protobuf");
			assertThat(request.header("Content-Length")).isEqualTo(String.valueOf(request.bytes().length));
			assertThat(request.spans()).extracting((span) -> span.name()).containsExactly("a");
			assertThat(pipeline.gauges().uncompressed("default")).isEqualTo(none ? 1 : 0);
		}
	}

	@ParameterizedTest
	@EnumSource(Compression.class)
	void retryHasTheSameBytesAndHeaders(Compression compression) {
		this.server.answer(503, "{}").answer(429, "{}");
		try (ExportPipeline pipeline = toServer(settings(compression, null))) {
			pipeline.accept(Observations.named("a"));
			await().atMost(LONG).until(() -> pipeline.statistics().delivered() == 1);
		}
		assertThat(this.server.requests()).hasSize(3);
		Received first = this.server.requests().get(0);
		assertThat(this.server.requests()).allSatisfy((request) -> {
			assertThat(request.bytes()).isEqualTo(first.bytes());
			assertThat(request.header("Content-Encoding")).isEqualTo(first.header("Content-Encoding"));
		});
	}

	@Test
	void requestsAreUncompressedWhileTheExportThreadIsBehindAndTheConnectionIsFast() {
		try (ExportPipeline pipeline = toServer(settings(Compression.AUTO, null))) {
			acceptUntilUncompressed(pipeline);
			long uncompressed = pipeline.gauges().uncompressed("default");
			assertThat(uncompressed).isEqualTo(uncompressed().size()).isPositive();
			assertThat(this.server.requests().get(0).header("Content-Encoding")).as("nothing is known yet")
				.isEqualTo("gzip");
			pipeline.accept(Observations.named("last"));
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(this.server.requests().get(this.server.requests().size() - 1).header("Content-Encoding"))
				.as("the thread keeps up again")
				.isEqualTo("gzip");
		}
	}

	@Test
	void slowServerGetsCompressedRequestsHoweverMuchWaits() {
		try (ExportPipeline pipeline = toServer(settings(Compression.AUTO, null))) {
			for (int i = 0; i < 16; i++) {
				this.server.answerLater(Duration.ofMillis(200));
			}
			burst(pipeline);
			burst(pipeline);
		}
		assertThat(this.server.requests()).hasSize(16);
		assertThat(uncompressed()).isEmpty();
	}

	@Test
	void gzipCompressesHoweverMuchWaits() {
		try (ExportPipeline pipeline = toServer(settings(Compression.GZIP, null))) {
			for (int i = 0; i < 5; i++) {
				burst(pipeline);
			}
			assertThat(pipeline.gauges().uncompressed("default")).isZero();
		}
		assertThat(uncompressed()).isEmpty();
	}

	/**
	 * The least time between the batches is certain, also on a busy machine.
	 */
	@Test
	void batchWaitsForAResponseBeforeItIsCompressedToWait() {
		CountDownLatch answers = new CountDownLatch(1);
		for (int i = 0; i < 2; i++) {
			this.server.answerAfter(() -> await().atMost(LONG).until(() -> answers.getCount() == 0));
		}
		List<Long> encoded = new CopyOnWriteArrayList<>();
		try (ExportPipeline pipeline = toServer(settings(Compression.NONE, null))) {
			pipeline.gauges().listen("default", new ExportListener() {

				@Override
				public void encoded(int observations, long nanos) {
					encoded.add(System.nanoTime());
				}

				@Override
				public void answered(Outcome.Kind outcome, int observations, long nanos) {
					// Only the time of encoding matters
				}

			});
			for (int i = 0; i < 6; i++) {
				pipeline.accept(Observations.named("a"));
			}
			await().atMost(LONG).until(() -> encoded.size() == 6);
			answers.countDown();
			assertThat(pipeline.flush(LONG)).isTrue();
		}
		Duration pauses = Duration.ofMillis(SignalExport.MAX_PAUSES);
		assertThat(Duration.ofNanos(encoded.get(4) - encoded.get(3))).as("two under way and two that follow")
			.isGreaterThanOrEqualTo(pauses);
		assertThat(Duration.ofNanos(encoded.get(5) - encoded.get(4))).isGreaterThanOrEqualTo(pauses);
		assertThat(this.server.requests()).hasSize(6);
	}

	@Test
	void requestThatIsTooLargeUncompressedIsSentCompressed() {
		this.server.answerAll((request) -> (request.header("Content-Encoding") != null) ? 200 : 413);
		try (ExportPipeline pipeline = toServer(settings(Compression.AUTO, null))) {
			acceptUntilUncompressed(pipeline);
			int refused = uncompressed().size();
			assertThat(refused).as("two under way, two that follow, and two encoded before a response was handled")
				.isBetween(1, 6);
			for (int i = 0; i < 5; i++) {
				burst(pipeline);
			}
			assertThat(uncompressed()).as("it is not tried again").hasSize(refused);
			assertThat(pipeline.statistics().lost().values()).containsOnly(0L);
			assertThat(pipeline.statistics().delivered()).isEqualTo(pipeline.statistics().accepted());
			assertThat(uncompressed().stream().flatMap((request) -> request.spans().stream()))
				.extracting((span) -> span.id())
				.allMatch((id) -> this.server.spans().stream().anyMatch((span) -> span.id().equals(id)));
		}
	}

	@ParameterizedTest
	@EnumSource(Compression.class)
	void requestsOnDiskAreCompressedAndLeaveAsTheyAreThere(Compression compression) {
		this.server.answerAll((request) -> 503);
		ExportPipeline first = toServer(settings(compression, this.directory));
		first.accept(Observations.named("a"));
		this.server.awaitRequests(1);
		first.accept(Observations.named("b"));
		first.close();
		assertThat(first.statistics().spilled()).isEqualTo(2);
		this.server.answerAll((request) -> 200);
		int before = this.server.requests().size();
		try (ExportPipeline second = toServer(settings(Compression.NONE, this.directory))) {
			second.prepare();
			await().atMost(LONG).until(() -> second.statistics().delivered() == 2);
		}
		List<Received> replayed = this.server.requests().stream().skip(before).toList();
		assertThat(replayed).isNotEmpty().allSatisfy((request) -> {
			assertThat(request.header("Content-Encoding")).isEqualTo("gzip");
			assertThat(request.header("Content-Type")).isEqualTo("application/x-protobuf");
		});
		assertThat(replayed.stream().flatMap((request) -> request.spans().stream())).extracting((span) -> span.name())
			.containsExactlyInAnyOrder("a", "b");
	}

	private void acceptUntilUncompressed(ExportPipeline pipeline) {
		await().atMost(Duration.ofSeconds(30)).until(() -> {
			burst(pipeline);
			return !uncompressed().isEmpty();
		});
	}

	/**
	 * More at once than the export thread can encode in the meantime.
	 */
	private void burst(ExportPipeline pipeline) {
		for (int i = 0; i < 8; i++) {
			pipeline.accept(Observations.withInput(Observations.trace(), "large", text()));
		}
		assertThat(pipeline.flush(LONG)).isTrue();
	}

	/**
	 * A text that cannot be compressed by much.
	 */
	private String text() {
		StringBuilder text = new StringBuilder(LARGE);
		while (text.length() < LARGE) {
			text.append(Long.toString(this.random.nextLong(), Character.MAX_RADIX));
		}
		return text.toString();
	}

	private List<Received> uncompressed() {
		return this.server.requests().stream().filter((request) -> request.header("Content-Encoding") == null).toList();
	}

	private static ExportSettings settings(Compression compression, @Nullable Path directory) {
		return new ExportSettings(1_000, 100_000_000, QueueOverflow.DROP_NEWEST, 1, Duration.ofMillis(20), 3_000_000, 2,
				retry(Duration.ofMillis(20), Duration.ofMillis(100)), Duration.ofMillis(200),
				(directory != null) ? new SpillSettings(directory, 10_000_000, Duration.ofHours(1)) : null,
				DuplicateDetection.MARK, compression);
	}

}
