/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.export.spill.SpillSettings;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.testing.LangfuseServer.Received;
import dev.langfuse4j.testing.Observations;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.testing.TroubledDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Observations without room in memory wait on disk and arrive.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpillTests extends PipelineTestSupport {

	@TempDir
	private Path directory;

	@Test
	void outageThatIsLongerThanTheMemoryLosesNothing() {
		this.server.answerAll((request) -> 503);
		try (ExportPipeline pipeline = toServer(spilling(100, 10_000_000))) {
			accept(pipeline, 1_000);
			ExportStatistics statistics = pipeline.statistics();
			assertThat(statistics.lost().values()).containsOnly(0L);
			assertThat(statistics.spilled()).isGreaterThan(500);
			assertThat(pipeline.status().spilledBytes()).isPositive();
			assertThat(pipeline.flush(Duration.ofMillis(100))).isFalse();
			this.server.answerAll((request) -> 200);
			await().atMost(LONG).until(() -> pipeline.flush(LONG));
			assertThat(statistics.delivered()).isEqualTo(1_000);
			assertThat(statistics.spilled()).isZero();
			assertThat(distinct()).hasSize(1_000);
			assertThat(pipeline.status().spilledBytes()).isZero();
		}
	}

	@Test
	void whatIsNotSentAtTheEndIsSentAfterTheNextStart(CapturedOutput output) {
		this.server.answerAll((request) -> 503);
		ExportPipeline first = toServer(spilling(100, 10_000_000));
		accept(first, 50);
		long start = System.nanoTime();
		first.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
		assertThat(first.statistics().lost().values()).containsOnly(0L);
		assertThat(first.statistics().spilled()).isEqualTo(50);
		assertThat(output).contains("50 observations wait in the spill directory for the next start");
		this.server.answerAll((request) -> 200);
		try (ExportPipeline second = toServer(spilling(100, 10_000_000))) {
			second.prepare();
			await().atMost(LONG).until(() -> second.statistics().delivered() == 50);
			assertThat(distinct()).hasSize(50);
			assertThat(output).contains("50 observations wait in the spill directory and are being sent");
		}
	}

	@Test
	void noCredentialsAreOnDisk() throws IOException {
		this.server.answerAll((request) -> 503);
		ExportPipeline pipeline = toServer(spilling(100, 10_000_000));
		accept(pipeline, 5);
		pipeline.close();
		try (var files = Files.walk(this.directory)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				assertThat(new String(Files.readAllBytes(file), "ISO-8859-1")).doesNotContain("pk-lf-1", "sk-lf-1");
				assertThat(file.toString()).doesNotContain("pk-lf-1");
			}
		}
	}

	@Test
	void spillThatIsFullLosesTheOldestAndCountsThem() {
		this.server.answerAll((request) -> 503);
		try (ExportPipeline pipeline = toServer(spilling(100, 20_000))) {
			accept(pipeline, 2_000);
			this.server.answerAll((request) -> 200);
			await().atMost(LONG).until(() -> pipeline.flush(LONG));
			long lost = pipeline.statistics().lost().get(LossReason.SPILL_FULL);
			assertThat(lost).isPositive();
			assertThat(pipeline.statistics().delivered() + lost).isEqualTo(2_000);
			assertThat(this.server.spans()).extracting(Span::name).contains("n1999");
		}
	}

	@Test
	void whatTheServerRefusesIsFoundInWhatWasOnDiskToo() {
		this.server.answerAll((request) -> 503);
		ExportPipeline first = toServer(spilling(100, 10_000_000));
		IntStream.range(0, 20).forEach((i) -> first.accept(Observations.named((i == 7) ? "poison" : "n" + i)));
		first.close();
		this.server.answerAll((request) -> hasPoison(request) ? 400 : (request.spans().size() > 5) ? 413 : 200);
		try (ExportPipeline second = toServer(spilling(100, 10_000_000))) {
			second.prepare();
			awaitAdopted(second, 20);
			assertThat(second.statistics().lost()).containsEntry(LossReason.REJECTED, 1L);
			assertThat(second.statistics().delivered()).isEqualTo(19);
			assertThat(distinct()).hasSize(19);
		}
	}

	@Test
	void whatIsTooLargeOnItsOwnIsTrimmedOnDiskToo() {
		this.server.answerAll((request) -> 503);
		ExportPipeline first = toServer(spilling(100, 10_000_000));
		first.accept(Observations.withInput(Observations.trace(), "large", "x".repeat(20_000)));
		first.close();
		assertThat(first.statistics().spilled()).isEqualTo(1);
		this.server.answerAll((request) -> (request.text().length() > 10_000) ? 413 : 200);
		try (ExportPipeline second = toServer(spilling(100, 10_000_000))) {
			second.prepare();
			awaitAdopted(second, 1);
			assertThat(second.statistics().lost().values()).containsOnly(0L);
			assertThat(second.statistics().delivered()).isEqualTo(1);
		}
	}

	@Test
	void directoryThatCannotBeUsedIsSaidOnceAndHarmsNothing(CapturedOutput output) throws IOException {
		Path file = Files.createFile(this.directory.resolve("no-directory"));
		this.server.answerAll((request) -> 503);
		ExportSettings settings = spilling(100, 10_000_000, file);
		try (ExportPipeline pipeline = toServer(settings)) {
			pipeline.prepare();
			accept(pipeline, 80);
			this.server.answerAll((request) -> 200);
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(distinct()).hasSize(80);
			assertThat(output).containsOnlyOnce("langfuse.export.spill.directory) fails");
		}
	}

	@Test
	void diskThatIsFullCostsNothingOfWhatIsOnItAndIsUsedAgain(CapturedOutput output) {
		TroubledDisk disk = new TroubledDisk();
		this.server.answerAll((request) -> 503);
		try (ExportPipeline pipeline = toServer(spilling(100, 10_000_000, disk.path(this.directory)))) {
			ExportStatistics statistics = pipeline.statistics();
			accept(pipeline, 300);
			await().until(() -> statistics.spilled() > 100);
			int open = disk.open();
			disk.room(100);
			for (int i = 0; i < 300; i++) {
				pipeline.accept(Observations.named("full" + i));
			}
			await().until(() -> output.toString().contains("No space left on device"));
			long spilled = statistics.spilled();
			assertThat(statistics.lost().get(LossReason.QUEUE_FULL)).isPositive();
			assertThat(disk.open()).isLessThanOrEqualTo(open);
			disk.room(1_000_000);
			await().atMost(LONG).until(() -> {
				pipeline.accept(Observations.named("again"));
				return statistics.spilled() > spilled;
			});
			this.server.answerAll((request) -> 200);
			await().atMost(LONG).until(() -> pipeline.flush(LONG));
			long lost = statistics.lost().values().stream().mapToLong(Long::longValue).sum();
			assertThat(lost).isEqualTo(statistics.lost().get(LossReason.QUEUE_FULL));
			assertThat(statistics.delivered()).isEqualTo(statistics.accepted());
			assertThat(distinct()).hasSize((int) statistics.accepted());
			assertThat(statistics.spilled()).isZero();
		}
		assertThat(output).containsOnlyOnce("langfuse.export.spill.directory) fails")
			.containsOnlyOnce("accepts observations again");
	}

	@Test
	void diskThatIsFullAtTheEndLosesWhatDoesNotFitAndCountsThat() {
		TroubledDisk disk = new TroubledDisk();
		this.server.answerAll((request) -> 503);
		ExportPipeline first = toServer(
				spilling(100, 10_000_000, disk.path(this.directory)).endingWithin(Duration.ofSeconds(1)));
		first.prepare();
		disk.room(2_000);
		accept(first, 80);
		first.close();
		ExportStatistics statistics = first.statistics();
		assertThat(statistics.spilled()).isPositive();
		assertThat(statistics.lost().get(LossReason.SHUTDOWN)).isEqualTo(80 - statistics.spilled());
		assertThat(disk.open()).isZero();
		this.server.answerAll((request) -> 200);
		try (ExportPipeline second = toServer(spilling(100, 10_000_000, this.directory))) {
			second.prepare();
			await().atMost(LONG).until(() -> second.statistics().delivered() == statistics.spilled());
			assertThat(second.statistics().accepted()).as("no phantoms").isEqualTo(statistics.spilled());
			assertThat(second.statistics().lost().values()).containsOnly(0L);
		}
	}

	@Test
	void diskThatIsFullAtTheEndDoesNotEndDelivery() {
		TroubledDisk disk = new TroubledDisk();
		this.server.answer(503, "{}").answer(503, "{}");
		ExportPipeline pipeline = toServer(spilling(100, 10_000_000, disk.path(this.directory)));
		pipeline.prepare();
		disk.room(0);
		for (int i = 0; i < 8; i++) {
			pipeline.accept(Observations.named("n" + i));
		}
		pipeline.close();
		assertThat(this.server.requests()).as("the first attempts failed").hasSizeGreaterThan(2);
		assertThat(pipeline.statistics().delivered()).isEqualTo(8);
		assertThat(pipeline.statistics().lost().values()).containsOnly(0L);
	}

	@Test
	void whatWaitsInADirectoryThatCannotBeOpenedAtFirstIsSentLater() {
		this.server.answerAll((request) -> 503);
		ExportPipeline first = toServer(spilling(100, 10_000_000, this.directory));
		accept(first, 50);
		first.close();
		TroubledDisk disk = new TroubledDisk();
		disk.trouble((operation, path) -> {
			throw new FileSystemException(path.toString(), null, "Stale file handle");
		});
		this.server.answerAll((request) -> 200);
		try (ExportPipeline second = toServer(spilling(100, 10_000_000, disk.path(this.directory)))) {
			second.prepare();
			accept(second, 10);
			assertThat(second.flush(LONG)).isTrue();
			assertThat(second.statistics().delivered()).isEqualTo(10);
			disk.trouble((operation, path) -> {
			});
			await().atMost(LONG).until(() -> second.statistics().delivered() == 60);
			assertThat(distinct()).hasSize(60);
		}
	}

	@Test
	void exporterThatInterruptsDoesNotCloseFiles() {
		this.server.answerAll((request) -> 503);
		Exporters interrupting = Exporters.of((observations) -> Thread.currentThread().interrupt());
		try (ExportPipeline pipeline = new ExportPipeline(spilling(100, 10_000_000), ObservationMasking.none(),
				interrupting, connection(), encoder(), new LangfuseClients(Map.of(), List::of))) {
			accept(pipeline, 300);
			ExportStatistics statistics = pipeline.statistics();
			assertThat(statistics.spilled()).isPositive();
			this.server.answerAll((request) -> 200);
			await().atMost(LONG).until(() -> statistics.delivered() == 300);
			assertThat(statistics.lost().values()).containsOnly(0L);
		}
	}

	private static void awaitAdopted(ExportPipeline pipeline, int count) {
		await().atMost(LONG)
			.until(() -> pipeline.statistics().accepted() == count && pipeline.statistics().spilled() == 0);
	}

	private static boolean hasPoison(Received request) {
		return request.spans().stream().anyMatch((span) -> span.name().equals("poison"));
	}

	private Set<String> distinct() {
		return this.server.spans().stream().map(Span::id).collect(Collectors.toCollection(HashSet::new));
	}

	/**
	 * Accepts observations as fast as the export thread can write them.
	 */
	private static void accept(ExportPipeline pipeline, int observations) {
		for (int i = 0; i < observations; i++) {
			if (i % 10 == 0) {
				await().pollInterval(Duration.ofMillis(1)).atMost(LONG).until(() -> pipeline.status().queueSize() < 85);
			}
			pipeline.accept(Observations.named("n" + i));
		}
	}

	private ExportSettings spilling(int maxSize, long maxBytes) {
		return spilling(maxSize, maxBytes, this.directory.resolve("spill"));
	}

	private static ExportSettings spilling(int maxSize, long maxBytes, Path directory) {
		return new ExportSettings(maxSize, 100_000_000, QueueOverflow.DROP_NEWEST, 10, Duration.ofMillis(20), 3_000_000,
				2, retry(Duration.ofMillis(5), Duration.ofMillis(20)), LONG,
				new SpillSettings(directory, maxBytes, Duration.ofHours(1)));
	}

}
