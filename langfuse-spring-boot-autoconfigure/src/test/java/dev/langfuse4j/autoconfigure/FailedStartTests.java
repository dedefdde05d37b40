/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.mask.ContentMasker;
import dev.langfuse4j.testing.LangfuseServer.Received;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Observations that are made before the start of an application fails arrive, or are
 * counted.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailedStartTests extends EndTestSupport {

	/**
	 * A multiple of the two seconds that are waited, and a part of the time to shut down.
	 */
	private static final Duration AT_MOST = Duration.ofSeconds(40);

	private static boolean warm;

	/**
	 * The first request of a virtual machine may take longer than an application that
	 * fails waits.
	 */
	@BeforeEach
	void warmUp() {
		if (!warm) {
			ConfigurableApplicationContext context = run((beans) -> beans.registerBean(Service.class));
			context.getBean(Service.class).late("x");
			context.getBean(Langfuse.class).flush(Duration.ofSeconds(20));
			context.close();
			this.server.clear();
			warm = true;
		}
	}

	@Test
	void callsBeforeABeanFailsArrive() {
		fail((beans) -> {
			beans.registerBean(Service.class);
			beans.registerBean(Failing.class);
		});
		assertThat(names()).containsExactly("late");
	}

	@Test
	void callsBeforeALifecycleFailsArrive() {
		Exporter exporter = new Exporter();
		fail((beans) -> {
			beans.registerBean(Exporter.class, () -> exporter);
			beans.registerBean(Last.class);
			beans.registerBean(Service.class);
			beans.registerBean(FailingServer.class);
		});
		assertThat(names()).containsExactlyInAnyOrder("call", "late");
		assertThat(exporter.names).containsExactly("call");
	}

	@Test
	void callsThatCannotBeMaskedAreCounted(CapturedOutput output) {
		Masker masker = new Masker();
		fail((beans) -> {
			beans.registerBean(Service.class);
			beans.registerBean(Last.class);
			beans.registerBean(Failing.class);
			beans.registerBean(Masker.class, () -> masker);
		});
		assertThat(this.server.requests()).isEmpty();
		assertThat(output)
			.contains("2 of 2 observations were lost: 2 masked out. See 'Reasons for losses' in docs/reliability.md");
	}

	@Test
	void maskersThatExistMaskBeforeTheyAreDestroyed() {
		fail((beans) -> {
			beans.registerBean(Service.class);
			beans.registerBean(Masker.class);
			beans.registerBean(Failing.class);
		});
		assertThat(this.server.span("late").input()).contains("secret ***");
	}

	@Test
	void serverThatDoesNotAnswerIsWaitedForTwoSecondsAtMost(CapturedOutput output) {
		this.server.answerAll((request) -> 503);
		Duration taken = fail((beans) -> {
			beans.registerBean(ContentMasker.class, () -> (text) -> text);
			beans.registerBean(Last.class);
			beans.registerBean(Service.class);
			beans.registerBean(FailingServer.class);
		});
		assertThat(this.server.requests()).extracting(Received::status).isNotEmpty().containsOnly(503);
		assertThat(taken).isGreaterThan(Duration.ofMillis(1_500));
		assertThat(output)
			.contains("2 of 2 observations were lost: 2 shutdown. Raise langfuse.export.shutdown-timeout, "
					+ "or set langfuse.export.spill.directory");
	}

	/**
	 * Starts an application in vain.
	 * @return how long it took to end
	 */
	private Duration fail(Consumer<GenericApplicationContext> beans) {
		SpringApplicationBuilder application = application(beans).properties("langfuse.export.shutdown-timeout=60s");
		Failure.at = 0;
		assertThatThrownBy(application::run).hasRootCauseInstanceOf(Failure.class);
		Duration taken = Duration.ofNanos(System.nanoTime() - Failure.at);
		assertThat(taken).isLessThan(AT_MOST);
		return taken;
	}

	private static final class Failure extends RuntimeException {

		private static volatile long at;

		Failure() {
			super("on purpose");
			at = System.nanoTime();
		}

	}

	static class Failing implements InitializingBean {

		private final Service service;

		Failing(Service service) {
			this.service = service;
		}

		@Override
		public void afterPropertiesSet() {
			this.service.late("secret 4711");
			throw new Failure();
		}

	}

	/**
	 * Fails to start like a server whose port is in use.
	 */
	static class FailingServer implements SmartLifecycle {

		private final Service service;

		FailingServer(Service service) {
			this.service = service;
		}

		@Override
		public void start() {
			this.service.call();
			throw new ApplicationContextException("port in use", new Failure());
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

	}

}
