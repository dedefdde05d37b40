/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.LangfuseServer.Received;
import dev.langfuse4j.testing.Observations;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many projects in one application do not get in each other's way.
 */
class TenantsTests extends PipelineTestSupport {

	private static final int PROJECTS = 50;

	private final AtomicInteger count = new AtomicInteger();

	private final Map<String, Credentials> keys = new ConcurrentHashMap<>();

	@Test
	void keysOfFiftyProjectsAreRotatedUnderLoad() throws InterruptedException {
		Map<String, Destination> destinations = new LinkedHashMap<>();
		destinations.put("default", new Destination(null, encoder(), () -> true));
		IntStream.range(0, PROJECTS).mapToObj((i) -> "p" + i).forEach((project) -> {
			this.keys.put(project, key(project, 1));
			destinations.put(project, destination(this.server, project));
		});
		int each = 200;
		Set<Thread> others = Thread.getAllStackTraces().keySet();
		try (ExportPipeline pipeline = pipeline(settings(1_000, 10_000_000, LONG), destinations)) {
			Map<String, Long> before = new ConcurrentHashMap<>();
			Thread[] threads = new Thread[2];
			for (int t = 0; t < threads.length; t++) {
				threads[t] = new Thread(() -> {
					for (int i = 0; i < each; i++) {
						destinations.keySet()
							.stream()
							.filter(this.keys::containsKey)
							.forEach((project) -> pipeline.accept(observation(project)));
						LockSupport.parkNanos(2_000_000);
					}
				});
				threads[t].start();
			}
			this.server.awaitRequests(PROJECTS);
			this.keys.replaceAll((project, old) -> key(project, 2));
			destinations.keySet().forEach((project) -> before.put(project, requests(project, 1)));
			for (Thread thread : threads) {
				thread.join();
			}
			assertThat(pipeline.flush(LONG)).isTrue();
			ExportStatistics statistics = pipeline.statistics();
			assertThat(statistics.delivered()).isEqualTo(2L * each * PROJECTS);
			assertThat(this.server.requests()).allSatisfy((request) -> {
				Span any = request.spans().get(0);
				assertThat(request.header("Authorization")).isIn(basic(key(any.name(), 1)), basic(key(any.name(), 2)));
				assertThat(request.spans()).extracting(Span::name).containsOnly(any.name());
			});
			for (String project : this.keys.keySet()) {
				assertThat(pipeline.gauges().statistics(project).delivered()).isEqualTo(2L * each);
				assertThat(requests(project, 1)).as("old keys only in requests that were under way")
					.isLessThanOrEqualTo(before.get(project) + 2);
				assertThat(requests(project, 2)).isPositive();
			}
			assertThat(threads()).hasSize(1);
			assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !others.contains(thread))
				.filteredOn((thread) -> thread.getName().startsWith("langfuse-http-"))
				.hasSizeLessThanOrEqualTo(2);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void projectForWhichAServerHangsNeitherDelaysNorEvictsAnother(boolean sameServer) {
		CountDownLatch end = new CountDownLatch(1);
		this.keys.put("well", key("well", 1));
		this.keys.put("other", key("other", 1));
		try (LangfuseServer another = new LangfuseServer()) {
			LangfuseServer hanging = sameServer ? this.server : another;
			hanging.answerAll((request) -> {
				if (basic(this.keys.get("other")).equals(request.header("Authorization"))) {
					awaitUninterruptibly(end);
				}
				return 200;
			});
			try (ExportPipeline pipeline = pipeline(hanging)) {
				long[] healthy = latencies(pipeline, 0);
				long[] beside = latencies(pipeline, 200);
				print("beside one whose server hangs", healthy, beside);
				ExportGauges gauges = pipeline.gauges();
				assertThat(hanging.underWay()).isEqualTo(2);
				assertThat(gauges.statistics("other").lost().get(LossReason.QUEUE_FULL)).isPositive();
				assertThat(gauges.status("other").queueSize()).isEqualTo(1_000);
				assertUnharmed(gauges, healthy, beside);
			}
			finally {
				end.countDown();
			}
		}
	}

	@Test
	void projectThatIsFloodedNeitherDelaysNorEvictsAnother() throws InterruptedException {
		this.keys.put("well", key("well", 1));
		this.keys.put("other", key("other", 1));
		try (LangfuseServer another = new LangfuseServer(); ExportPipeline pipeline = pipeline(another)) {
			long[] healthy = latencies(pipeline, 0);
			AtomicBoolean on = new AtomicBoolean(true);
			Thread flood = new Thread(() -> {
				while (on.get()) {
					pipeline.accept(observation("other"));
				}
			});
			flood.start();
			long[] beside = latencies(pipeline, 0);
			on.set(false);
			flood.join();
			print("beside one that is flooded", healthy, beside);
			ExportGauges gauges = pipeline.gauges();
			assertThat(gauges.statistics("other").lost().get(LossReason.QUEUE_FULL)).isPositive();
			assertThat(gauges.statistics("other").delivered()).isPositive();
			assertUnharmed(gauges, healthy, beside);
		}
	}

	private static void assertUnharmed(ExportGauges gauges, long[] alone, long[] beside) {
		assertThat(gauges.statistics("well").lost().values()).containsOnly(0L);
		assertThat(gauges.statistics("well").delivered()).isEqualTo(alone.length + beside.length);
		assertThat(gauges.status("well").maxQueueSize()).isEqualTo(1_000);
		assertThat(beside[beside.length / 2]).isLessThan(3 * alone[alone.length / 2] + 100);
	}

	private static void print(String what, long[] alone, long[] beside) {
		System.out.printf("Delivery of a project, median and worst in ms: alone %d, %d; %s %d, %d%n",
				alone[alone.length / 2], alone[alone.length - 1], what, beside[beside.length / 2],
				beside[beside.length - 1]);
	}

	/**
	 * Measures how long observations of one project take to arrive, in order, while
	 * another is flooded.
	 */
	private long[] latencies(ExportPipeline pipeline, int flood) {
		long[] latencies = new long[15];
		for (int i = 0; i < latencies.length; i++) {
			IntStream.range(0, flood).forEach((n) -> pipeline.accept(observation("other")));
			int before = this.server.requests().size();
			long start = System.nanoTime();
			pipeline.accept(observation("well"));
			await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(() -> this.server.requests().size() > before);
			latencies[i] = (System.nanoTime() - start) / 1_000_000;
		}
		await().atMost(LONG).until(() -> pipeline.gauges().status("well").queueSize() == 0);
		Arrays.sort(latencies);
		return latencies;
	}

	private ObservationData observation(String project) {
		return Observations.in(new TraceState(String.format("%032x", this.count.incrementAndGet()), "t", true, project),
				project);
	}

	private ExportPipeline pipeline(LangfuseServer other) {
		return pipeline(settings(1_000, 10_000_000, Duration.ofMillis(100)),
				Map.of("default", new Destination(null, encoder(), () -> true), "well",
						destination(this.server, "well"), "other", destination(other, "other")));
	}

	private ExportPipeline pipeline(ExportSettings settings, Map<String, Destination> destinations) {
		return new ExportPipeline(settings, Scoring.defaults(), ObservationMasking.none(), Exporters.of(), destinations,
				new LangfuseClients(Map.of(), List::of));
	}

	private Destination destination(LangfuseServer target, String project) {
		return new Destination(new Connection(URI.create(target.url()), () -> this.keys.get(project), LONG), encoder(),
				() -> true);
	}

	private long requests(String project, int version) {
		return this.server.requests()
			.stream()
			.map(Received::headers)
			.filter((headers) -> basic(key(project, version)).equals(headers.getFirst("Authorization")))
			.count();
	}

	private static Credentials key(String project, int version) {
		return new Credentials("pk-" + project + "-" + version, "sk-" + version);
	}

	private static String basic(Credentials pair) {
		String text = pair.publicKey() + ":" + pair.secretKey();
		return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
