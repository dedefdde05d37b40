/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseCredentialsProvider;
import dev.langfuse4j.observation.ProjectAvailability;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Projects may change while the application runs, as the servers see.
 */
class LiveProjectsTests extends ProjectsTestSupport {

	private static final int IN_FLIGHT = 2;

	@Test
	void keysAreReadForEachRequest() {
		this.contextRunner.run((context) -> {
			Service service = context.getBean(Service.class);
			Langfuse langfuse = context.getBean(Langfuse.class);
			service.of("red");
			assertThat(langfuse.flush(LONG)).isTrue();
			set(context, "langfuse.projects.red.public-key=pk-lf-new", "langfuse.projects.red.secret-key=sk-lf-new",
					"langfuse.public-key=pk-lf-newer", "langfuse.secret-key=sk-lf-newer");
			service.of("red");
			service.of("default");
			assertThat(langfuse.flush(LONG)).isTrue();
			assertThat(names("red")).hasSize(2);
			assertThat(names("new")).hasSize(2);
			assertThat(names("newer")).hasSize(2);
		});
	}

	@Test
	void keysThatAreRemovedAreNotUsedAnyMore() {
		this.contextRunner.run((context) -> {
			Service service = context.getBean(Service.class);
			Langfuse langfuse = context.getBean(Langfuse.class);
			ExportPipeline pipeline = context.getBean(ExportPipeline.class);
			service.of("red");
			service.of("default");
			assertThat(langfuse.flush(LONG)).isTrue();
			set(context, "langfuse.projects.red.secret-key=", "langfuse.secret-key=");
			service.of("red");
			service.of("default");
			assertThat(langfuse.flush(LONG)).isFalse();
			assertThat(this.server.requests()).hasSize(2);
			for (String project : List.of("red", "default")) {
				assertThat(pipeline.gauges().statistics(project).lost()).containsEntry(LossReason.UNKNOWN_PROJECT, 2L);
				assertThat(pipeline.availability(project)).isEqualTo(ProjectAvailability.NO_CREDENTIALS);
			}
			set(context, "langfuse.projects.red.secret-key=sk-lf-red", "langfuse.secret-key=sk-lf-home");
			await().atMost(LONG)
				.until(() -> pipeline.availability("red") == ProjectAvailability.AVAILABLE
						&& pipeline.availability("default") == ProjectAvailability.AVAILABLE);
			service.of("red");
			service.of("default");
			assertThat(langfuse.flush(LONG)).isTrue();
			assertThat(names("red")).hasSize(4);
			assertThat(names("home")).hasSize(4);
		});
	}

	@Test
	void whatWaitsForAProjectThatIsDisabledIsDiscarded() {
		this.server.answerAll((request) -> request.header("Authorization").equals(basic("red")) ? 503 : 200);
		this.contextRunner.withPropertyValues("langfuse.flush-interval=50ms").run((context) -> {
			Service service = context.getBean(Service.class);
			Langfuse langfuse = context.getBean(Langfuse.class);
			ExportPipeline pipeline = context.getBean(ExportPipeline.class);
			service.of("red");
			await().atMost(LONG).until(() -> !names(basic("red"), 503).isEmpty());
			set(context, "langfuse.projects.red.enabled=false");
			await().atMost(LONG)
				.until(() -> pipeline.gauges().statistics("red").lost().get(LossReason.UNKNOWN_PROJECT) == 2);
			int requests = this.server.requests().size();
			await().atMost(LONG).until(() -> pipeline.status().queueSize() == 0);
			await().atMost(LONG).until(() -> pipeline.availability("red") != ProjectAvailability.AVAILABLE);
			service.of("red");
			service.of("blue");
			assertThat(langfuse.flush(LONG)).isFalse();
			assertThat(this.server.requests()).hasSize(requests + 1);
			this.server.answerAll((request) -> 200);
			set(context, "langfuse.projects.red.enabled=true");
			await().atMost(LONG).until(() -> pipeline.availability("red") == ProjectAvailability.AVAILABLE);
			service.of("red");
			assertThat(langfuse.flush(LONG)).isTrue();
			assertThat(names("red")).containsExactlyInAnyOrder("of", "leaf");
		});
	}

	@Test
	void providerOfTheApplicationIsAskedForEachRequest(CapturedOutput output) {
		AtomicReference<Credentials> vault = new AtomicReference<>(new Credentials("pk-lf-v1", "sk-lf-v1"));
		this.contextRunner
			.withPropertyValues("langfuse.projects.vaulted.enabled=true", "langfuse.flush-interval=50ms",
					"langfuse.export.shutdown-timeout=100ms")
			.withBean(LangfuseCredentialsProvider.class, () -> (project) -> {
				if (project.equals("red")) {
					throw new IllegalStateException("secret of the vault");
				}
				return vault.get();
			})
			.run((context) -> {
				Service service = context.getBean(Service.class);
				Langfuse langfuse = context.getBean(Langfuse.class);
				ExportPipeline pipeline = context.getBean(ExportPipeline.class);
				service.of("vaulted");
				assertThat(langfuse.flush(LONG)).isTrue();
				vault.set(new Credentials("pk-lf-v2", "sk-lf-v2"));
				service.of("vaulted");
				assertThat(langfuse.flush(LONG)).isTrue();
				assertThat(names("v1")).hasSize(2);
				assertThat(names("v2")).hasSize(2);
				service.of("red");
				assertThat(langfuse.flush(Duration.ofMillis(300))).isFalse();
				assertThat(pipeline.gauges().status("red").queueSize()).as("kept").isEqualTo(2);
				vault.set(null);
				service.of("vaulted");
				await().atMost(LONG)
					.until(() -> pipeline.gauges().statistics("vaulted").lost().get(LossReason.UNKNOWN_PROJECT) == 2);
				assertThat(pipeline.availability("vaulted")).isEqualTo(ProjectAvailability.NO_CREDENTIALS);
				vault.set(new Credentials("pk-lf-v3", "sk-lf-v3"));
				await().atMost(LONG).until(() -> pipeline.availability("vaulted") == ProjectAvailability.AVAILABLE);
				service.of("vaulted");
				await().atMost(LONG).until(() -> names("v3").size() == 2);
				assertThat(output).doesNotContain("secret of the vault");
			});
	}

	@Test
	void nothingIsSentAfterAProjectIsDisabledUnderLoad() throws Exception {
		this.contextRunner.withPropertyValues("langfuse.flush-interval=5ms").run((context) -> {
			Service service = context.getBean(Service.class);
			ExportPipeline pipeline = context.getBean(ExportPipeline.class);
			AtomicBoolean loaded = new AtomicBoolean(true);
			Thread load = new Thread(() -> {
				while (loaded.get()) {
					service.of("red");
					service.of("blue");
					// Flat out the queue would overflow
					LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
				}
			});
			load.start();
			this.server.awaitRequests(20);
			set(context, "langfuse.projects.red.enabled=false");
			await().atMost(LONG).until(() -> pipeline.availability("red") != ProjectAvailability.AVAILABLE);
			await().atMost(LONG).until(() -> this.server.underWay() == 0);
			int sent = names("red").size();
			int others = this.server.requests().size();
			await().atMost(LONG).until(() -> this.server.requests().size() > others + 20);
			loaded.set(false);
			load.join();
			pipeline.flush(LONG);
			assertThat(names("red").size()).as("more than was under way").isLessThanOrEqualTo(sent + IN_FLIGHT);
			ExportStatistics red = pipeline.gauges().statistics("red");
			assertThat(red.lost().get(LossReason.UNKNOWN_PROJECT)).isEqualTo(red.accepted() - red.delivered());
			assertThat(pipeline.gauges().status("red").queueSize()).isZero();
			assertThat(pipeline.gauges().statistics("blue").lost().values()).containsOnly(0L);
		});
	}

	@Test
	void providerThatHangsForOneProjectKeepsNoOtherNorTheApplicationWaiting() {
		CountDownLatch end = new CountDownLatch(1);
		Set<String> threads = ConcurrentHashMap.newKeySet();
		this.contextRunner
			.withPropertyValues("langfuse.flush-interval=5ms", "langfuse.timeout=100ms",
					"langfuse.export.initial-backoff=1ms", "langfuse.export.max-backoff=1ms",
					"langfuse.export.shutdown-timeout=100ms")
			.withBean(LangfuseCredentialsProvider.class, () -> (project) -> {
				threads.add(Thread.currentThread().getName());
				if (project.equals("red")) {
					awaitUninterruptibly(end);
				}
				return new Credentials("pk-lf-" + project, "sk-lf-" + project);
			})
			.run((context) -> {
				Service service = context.getBean(Service.class);
				ExportPipeline pipeline = context.getBean(ExportPipeline.class);
				service.of("red");
				await().atMost(LONG).until(() -> pipeline.gauges().status("red").failures().size() > 3);
				for (int i = 1; i <= 20; i++) {
					service.of("blue");
					int expected = 2 * i;
					// A request that takes longer than the time-out is sent again
					await().atMost(LONG)
						.until(() -> pipeline.gauges().statistics("blue").delivered() == expected
								&& names("blue").size() >= expected);
				}
				assertThat(pipeline.gauges().status("red").queueSize()).as("kept").isEqualTo(2);
				set(context, "langfuse.projects.red.enabled=false");
				end.countDown();
				await().atMost(LONG).until(() -> pipeline.gauges().status("red").queueSize() == 0);
				assertThat(names("red")).as("disabled while its keys were looked up").isEmpty();
				assertThat(threads).allSatisfy((name) -> assertThat(name).startsWith("langfuse-credentials-"));
			});
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		while (latch.getCount() > 0) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				// As some clients of vaults do
			}
		}
	}

}
