/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.threads;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.RecordingExporter;
import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.PeriodicTrigger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tasks that run later, or again and again, are traces of their own, with nothing of the
 * one in which they were scheduled. Other context stays with them.
 */
class ScheduledTasksTests {

	private static final ThreadLocal<String> tenant = new ThreadLocal<>();

	private final RecordingExporter exporter = new RecordingExporter();

	private volatile @Nullable String seen;

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.runner(TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class)
		// As the starter sets it
		.withPropertyValues("spring.task.execution.propagate-context=true")
		.withBean(RecordingExporter.class, () -> this.exporter)
		.withUserConfiguration(Application.class);

	@BeforeAll
	static void propagateTenant() {
		ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", tenant);
	}

	@AfterAll
	static void propagateNoTenant() {
		ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
	}

	@ParameterizedTest
	@ValueSource(strings = { "taskScheduler", "own", "perThread", "wrapped" })
	void whatIsScheduledIsATraceOfItsOwn(String pool) {
		this.contextRunner.run((context) -> {
			for (Way way : Way.scheduled(context.getBean(pool))) {
				run(context, way);
				assertThat(this.exporter.named("run").parentId()).isNull();
				assertThat(this.exporter.named("run").attributes().userId()).isNull();
				assertThat(this.exporter.named("run").trace().traceId())
					.isNotEqualTo(this.exporter.named("caller").trace().traceId());
				// A scheduler that starts threads takes nothing along to them
				assertThat(this.seen).isEqualTo(pool.equals("perThread") ? "none" : "acme");
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "taskScheduler", "own", "perThread", "wrapped" })
	void whatIsExecutedIsBelowItsCaller(String pool) {
		this.contextRunner.run((context) -> {
			for (Way way : Way.executed(context.getBean(pool))) {
				run(context, way);
				isBelowCaller();
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "taskScheduler", "own", "wrapped" })
	void whatIsScheduledCanContinue(String pool) {
		this.contextRunner.withPropertyValues("langfuse.observe.scheduled-tasks=continue").run((context) -> {
			for (Way way : Way.scheduled(context.getBean(pool))) {
				run(context, way);
				isBelowCaller();
			}
		});
	}

	/**
	 * Not even the first of them: the user who started the poll asks for nothing later.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void workThatSchedulesItsSuccessorIsNoEndlessTrace(boolean insideObservation) {
		this.contextRunner.run((context) -> {
			Poll poll = new Poll(context.getBean(Langfuse.class), context.getBean("taskScheduler", TaskScheduler.class),
					insideObservation);
			context.getBean(Langfuse.class)
				.with((trace) -> trace.userId("ada").tags("first"))
				.run(() -> context.getBean(Langfuse.class).observation("caller").observe(poll::next));
			assertThat(poll.done.await(10, TimeUnit.SECONDS)).isTrue();
			context.getBean(Langfuse.class).flush(Duration.ofSeconds(10));
			List<ObservationData> polls = this.exporter.all()
				.stream()
				.filter((observation) -> observation.name().equals("poll"))
				.toList();
			assertThat(polls).hasSize(Poll.TIMES);
			assertThat(polls).allSatisfy((observation) -> {
				assertThat(observation.parentId()).isNull();
				assertThat(observation.attributes().userId()).isNull();
				assertThat(observation.attributes().tags()).isEmpty();
			});
			assertThat(polls.stream().map((observation) -> observation.trace().traceId())).doesNotHaveDuplicates();
		});
	}

	/**
	 * Else a tenant's work would be in the project of another. The code around says it,
	 * nearer than who scheduled that.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "taskScheduler", "own", "wrapped" })
	void projectOfTheCodeThatSchedulesStays(String pool) {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			for (Way way : Way.scheduled(context.getBean(pool))) {
				langfuse.project("acme").call(() -> {
					run(context, way);
					return null;
				});
				assertThat(this.exporter.named("run").trace().project()).isEqualTo("acme");
				assertThat(this.exporter.named("run").parentId()).isNull();
				run(context, (task) -> langfuse.project("umbrella").get(() -> way.hand(task)));
				assertThat(this.exporter.named("run").trace().project()).isEqualTo("umbrella");
				assertThat(this.exporter.named("caller").trace().project()).isEqualTo("default");
			}
		});
	}

	@Test
	void projectStaysWithWorkThatSchedulesItsSuccessor() {
		this.contextRunner.run((context) -> {
			Poll poll = new Poll(context.getBean(Langfuse.class), context.getBean("taskScheduler", TaskScheduler.class),
					true);
			context.getBean(Langfuse.class).project("acme").run(poll::next);
			assertThat(poll.done.await(10, TimeUnit.SECONDS)).isTrue();
			context.getBean(Langfuse.class).flush(Duration.ofSeconds(10));
			assertThat(this.exporter.all()).hasSize(Poll.TIMES)
				.allSatisfy((observation) -> assertThat(observation.trace().project()).isEqualTo("acme"));
		});
	}

	@Test
	void observationsOfOthersStayCurrent() {
		this.contextRunner.withBean(ObservationHandler.class, OthersHandler::new).run((context) -> {
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			run(context, (task) -> Observation.createNotStarted("others", registry)
				.observe(() -> context.getBean("own", TaskScheduler.class).schedule(() -> {
					// Not the one in between, which is none
					ObservationView current = registry.getCurrentObservation().getContextView().getParentObservation();
					assertThat(current.getContextView().getName()).isEqualTo("others");
					task.run();
				}, Instant.EPOCH)));
			assertThat(this.exporter.named("run").parentId()).isNull();
		});
	}

	@Test
	void aTaskThatWasWrappedContinues() {
		this.contextRunner.run((context) -> {
			ContextWrapper wrapper = context.getBean(ContextWrapper.class);
			run(context,
					(task) -> context.getBean("own", TaskScheduler.class).schedule(wrapper.wrap(task), Instant.EPOCH));
			isBelowCaller();
		});
	}

	private void run(ApplicationContext context, Way way) throws Exception {
		this.exporter.all().clear();
		this.seen = null;
		Langfuse langfuse = context.getBean(Langfuse.class);
		CountDownLatch done = new CountDownLatch(1);
		AtomicBoolean first = new AtomicBoolean(true);
		AtomicReference<Future<?>> scheduled = new AtomicReference<>();
		Runnable task = () -> {
			if (first.compareAndSet(true, false)) {
				this.seen = Objects.requireNonNullElse(tenant.get(), "none");
				langfuse.observation("run").observe(() -> {
				});
				done.countDown();
			}
		};
		tenant.set("acme");
		langfuse.with((trace) -> trace.userId("ada"))
			.run(() -> langfuse.observation("caller").observe(() -> scheduled.set(way.hand(task))));
		tenant.remove();
		assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
		if (scheduled.get() != null) {
			scheduled.get().cancel(false);
		}
		assertThat(langfuse.flush(Duration.ofSeconds(10))).isTrue();
	}

	private void isBelowCaller() {
		assertThat(this.exporter.named("run").parentId()).isEqualTo(this.exporter.named("caller").id());
		assertThat(this.exporter.named("run").attributes().userId()).isEqualTo("ada");
		assertThat(this.seen).isEqualTo("acme");
	}

	/**
	 * A way to hand a task to a pool.
	 */
	private interface Way {

		@Nullable Future<?> hand(Runnable task);

		static List<Way> scheduled(Object pool) {
			if (pool instanceof ScheduledExecutorService executor) {
				return List.of((task) -> executor.schedule(task, 2, TimeUnit.MILLISECONDS),
						(task) -> executor.schedule(Executors.callable(task), 0, TimeUnit.MILLISECONDS),
						(task) -> executor.scheduleAtFixedRate(task, 0, 2, TimeUnit.MILLISECONDS),
						(task) -> executor.scheduleWithFixedDelay(task, 0, 2, TimeUnit.MILLISECONDS));
			}
			TaskScheduler scheduler = (TaskScheduler) pool;
			return List.of((task) -> scheduler.schedule(task, Instant.now().plusMillis(2)),
					(task) -> scheduler.schedule(task, Instant.EPOCH),
					(task) -> scheduler.schedule(task, new PeriodicTrigger(Duration.ofMillis(2))),
					(task) -> scheduler.scheduleAtFixedRate(task, Duration.ofMillis(2)),
					(task) -> scheduler.scheduleWithFixedDelay(task, Instant.EPOCH, Duration.ofMillis(2)));
		}

		static List<Way> executed(Object pool) {
			if (pool instanceof ExecutorService executor) {
				return List.of(executor::submit, (task) -> executor.submit(Executors.callable(task)));
			}
			AsyncTaskExecutor executor = (AsyncTaskExecutor) pool;
			return List.of((task) -> {
				executor.execute(task);
				return null;
			}, executor::submit, (task) -> executor.submit(Executors.callable(task)),
					(task) -> CompletableFuture.runAsync(task, executor));
		}

	}

	/**
	 * Looks again and again.
	 */
	private static final class Poll {

		private static final int TIMES = 5;

		private final Langfuse langfuse;

		private final TaskScheduler scheduler;

		private final boolean insideObservation;

		private final CountDownLatch done = new CountDownLatch(TIMES);

		Poll(Langfuse langfuse, TaskScheduler scheduler, boolean insideObservation) {
			this.langfuse = langfuse;
			this.scheduler = scheduler;
			this.insideObservation = insideObservation;
		}

		void next() {
			// The last of them is under way when it is asked
			if (this.done.getCount() > 1) {
				this.scheduler.schedule(this::look, Instant.now().plusMillis(1));
			}
		}

		private void look() {
			this.langfuse.observation("poll").observe(() -> {
				if (this.insideObservation) {
					next();
				}
			});
			if (!this.insideObservation) {
				this.langfuse.with((trace) -> trace.userId("nobody")).run(this::next);
			}
			this.done.countDown();
		}

	}

	private static final class OthersHandler implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
			return builder.build();
		}

		@Bean
		ThreadPoolTaskScheduler own() {
			ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
			scheduler.setTaskDecorator(new ContextPropagatingTaskDecorator());
			return scheduler;
		}

		@Bean
		SimpleAsyncTaskScheduler perThread() {
			SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
			scheduler.setTaskDecorator(new ContextPropagatingTaskDecorator());
			return scheduler;
		}

		@Bean(destroyMethod = "shutdownNow")
		ExecutorService wrapped(ContextWrapper wrapper) {
			ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
			return wrapper.wrap((ExecutorService) executor);
		}

	}

}
