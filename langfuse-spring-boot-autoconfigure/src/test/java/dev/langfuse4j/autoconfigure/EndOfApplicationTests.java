/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseCredentialsProvider;
import dev.langfuse4j.mask.ContentMasker;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Observations that are made while an application ends arrive, or are counted.
 */
class EndOfApplicationTests extends EndTestSupport {

	/**
	 * Beans that wait for their work while they are destroyed.
	 */
	static Stream<Executor> pools() {
		ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
		pool.setWaitForTasksToCompleteOnShutdown(true);
		pool.setAwaitTerminationSeconds(20);
		SimpleAsyncTaskExecutor async = new SimpleAsyncTaskExecutor("async-");
		async.setTaskTerminationTimeout(20_000);
		Method virtual = ClassUtils.getMethodIfAvailable(Executors.class, "newVirtualThreadPerTaskExecutor");
		Stream<Executor> pools = Stream.of(pool, async, new WaitingPool());
		return (virtual != null)
				? Stream.concat(pools, Stream.of((Executor) ReflectionUtils.invokeMethod(virtual, null))) : pools;
	}

	@ParameterizedTest
	@MethodSource("pools")
	void workThatIsWaitedForArrives(Executor pool) {
		CountDownLatch destruction = new CountDownLatch(1);
		ConfigurableApplicationContext context = run((beans) -> {
			beans.registerBean("pool", Executor.class, () -> pool);
			beans.registerBean(Service.class);
			beans.registerBean(DisposableBean.class, () -> destruction::countDown);
		});
		ExportStatistics statistics = context.getBean(ExportStatistics.class);
		Service service = context.getBean(Service.class);
		pool.execute(() -> {
			awaitUninterruptibly(destruction);
			service.late("x");
		});
		service.call();
		context.close();
		assertThat(names()).containsExactlyInAnyOrder("call", "late");
		assertThat(statistics.observed()).isEqualTo(2);
		assertThat(statistics.undelivered()).isZero();
	}

	@Test
	void callbacksOfTheDestructionOfOlderBeansArrive() {
		ConfigurableApplicationContext context = run((beans) -> {
			beans.registerBean(Last.class);
			beans.registerBean(Annotated.class);
			beans.registerBean(Service.class);
		});
		ExportStatistics statistics = context.getBean(ExportStatistics.class);
		context.close();
		assertThat(names()).containsExactlyInAnyOrder("call", "late");
		assertThat(statistics.undelivered()).isZero();
	}

	@Test
	void exportersGetNothingOnceTheyMayBeDestroyed() {
		Exporter exporter = new Exporter();
		ConfigurableApplicationContext context = run((beans) -> {
			beans.registerBean(ObservationExporter.class, () -> exporter);
			beans.registerBean(Last.class);
			beans.registerBean(Service.class);
		});
		context.getBean(Service.class).call();
		context.close();
		assertThat(names()).containsExactlyInAnyOrder("call", "late");
		assertThat(exporter.names).containsExactly("call");
	}

	@Test
	void whatNobodyGetsIsCounted() {
		Exporter exporter = new Exporter();
		ConfigurableApplicationContext context = run((beans) -> {
			beans.registerBean(ObservationExporter.class, () -> exporter);
			beans.registerBean(Last.class);
			beans.registerBean(Service.class);
		}, "langfuse.export.enabled=false");
		ExportStatistics statistics = context.getBean(ExportStatistics.class);
		context.getBean(Service.class).call();
		context.close();
		assertThat(exporter.names).containsExactly("call");
		assertThat(statistics.lost()).containsEntry(LossReason.SHUTDOWN, 1L);
	}

	@Test
	void maskerThatNeedsNoEndMasksUntilTheLast() {
		run((beans) -> {
			beans.registerBean(Last.class);
			beans.registerBean(Service.class);
			beans.registerBean(ContentMasker.class, () -> (text) -> text.replace("4711", "***"));
		}).close();
		assertThat(this.server.span("late").input()).contains("secret ***");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void nothingLeavesOnceItsMaskerIsDestroyedButItIsCounted(boolean dependency) {
		Masker masker = new Masker();
		ConfigurableApplicationContext context = run((beans) -> {
			beans.registerBean("older", Last.class);
			if (dependency) {
				beans.registerBean("rules", DisposableBean.class, () -> masker);
				beans.registerBean("masker", ContentMasker.class, () -> {
					beans.getBean("rules");
					return masker::mask;
				}, (definition) -> definition.setDependsOn("rules"));
			}
			else {
				beans.registerBean("masker", Masker.class, () -> masker);
			}
			beans.registerBean("younger", Last.class);
			beans.registerBean(Service.class);
		});
		ExportStatistics statistics = context.getBean(ExportStatistics.class);
		context.close();
		assertThat(masker.askedTooLate).isFalse();
		assertThat(this.server.span("late").input()).contains("secret ***");
		assertThat(statistics.observed()).isEqualTo(2);
		assertThat(statistics.lost()).containsEntry(LossReason.SHUTDOWN, 1L);
	}

	@Test
	void suppliersOfCredentialsAreNotAskedOnceTheyAreDestroyed() {
		Provider provider = new Provider();
		ConfigurableApplicationContext context = run((beans) -> {
			beans.registerBean("older", Last.class);
			beans.registerBean(Provider.class, () -> provider);
			beans.registerBean("younger", Last.class);
			beans.registerBean(Service.class);
		});
		ExportStatistics statistics = context.getBean(ExportStatistics.class);
		context.close();
		assertThat(provider.askedTooLate).isFalse();
		assertThat(names()).containsExactly("late");
		assertThat(statistics.observed()).isEqualTo(2);
		assertThat(statistics.lost()).containsEntry(LossReason.SHUTDOWN, 1L);
	}

	@Test
	void endIsWaitedForOnce() {
		this.server.answerAll((request) -> 503);
		ConfigurableApplicationContext context = run((beans) -> {
			beans.registerBean("older", Last.class);
			beans.registerBean(Masker.class);
			beans.registerBean("younger", Last.class);
			beans.registerBean(Service.class);
		}, "langfuse.export.shutdown-timeout=1s");
		ExportStatistics statistics = context.getBean(ExportStatistics.class);
		context.getBean(Service.class).call();
		long start = System.nanoTime();
		context.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(900),
				Duration.ofMillis(1_900));
		assertThat(statistics.lost()).containsEntry(LossReason.SHUTDOWN, 3L);
	}

	@Test
	void contextsBelowAreObservedToTheirEnd() {
		ConfigurableApplicationContext parent = run((beans) -> beans.registerBean(Service.class));
		new SpringApplicationBuilder(Last.class).parent(parent).web(WebApplicationType.NONE).run().close();
		parent.getBean(Service.class).call();
		new SpringApplicationBuilder(Last.class).parent(parent).web(WebApplicationType.NONE).run();
		parent.close();
		assertThat(names()).containsExactlyInAnyOrder("late", "call", "late");
	}

	@Test
	@CompileWithForkedClassLoader
	@SuppressWarnings("unchecked")
	void applicationsProcessedAheadOfTimeAreObservedToTheirEnd() {
		TestGenerationContext generation = new TestGenerationContext();
		GenericApplicationContext source = new AnnotationConfigApplicationContext();
		((AnnotationConfigApplicationContext) source).register(AheadOfTime.class);
		new ApplicationContextAotGenerator().processAheadOfTime(source, generation);
		generation.writeGeneratedContent();
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				TestPropertyValues.of(KEYS).and("langfuse.base-url=" + this.server.url()).applyTo(context);
				compiled.getInstance(ApplicationContextInitializer.class).initialize(context);
				context.refresh();
			}
		});
		assertThat(names()).containsExactly("late");
	}

	@Test
	void applicationThatIsOnlyStoppedGoesOnExportingToAll() {
		Exporter exporter = new Exporter();
		ConfigurableApplicationContext context = run((beans) -> {
			beans.registerBean(ObservationExporter.class, () -> exporter);
			beans.registerBean(Service.class);
		});
		context.stop();
		context.getBean(Service.class).call();
		context.start();
		context.close();
		assertThat(exporter.names).containsExactly("call");
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		while (true) {
			try {
				latch.await();
				return;
			}
			catch (InterruptedException ex) {
				// Like work that has to come to an end
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Application.class, Last.class, Service.class })
	static class AheadOfTime {

	}

	static class Annotated {

		private final Service service;

		Annotated(Service service) {
			this.service = service;
		}

		@PreDestroy
		void end() {
			this.service.call();
		}

	}

	static final class WaitingPool implements Executor, AutoCloseable {

		private final ExecutorService executor = Executors.newCachedThreadPool();

		@Override
		public void execute(Runnable work) {
			this.executor.execute(work);
		}

		@Override
		public void close() throws InterruptedException {
			this.executor.shutdown();
			assertThat(this.executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
		}

	}

	static class Provider implements LangfuseCredentialsProvider, DisposableBean {

		private volatile boolean destroyed;

		private volatile boolean askedTooLate;

		@Override
		public @Nullable Credentials credentials(String project) {
			this.askedTooLate |= this.destroyed;
			return new Credentials("pk-lf-1", "sk-lf-1");
		}

		@Override
		public void destroy() {
			this.destroyed = true;
		}

	}

}
