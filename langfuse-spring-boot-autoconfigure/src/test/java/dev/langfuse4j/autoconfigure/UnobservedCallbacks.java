/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.capture.CaptureJsonMapperCustomizer;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseCredentialsProvider;
import dev.langfuse4j.http.LangfuseWebClientCustomizer;
import dev.langfuse4j.mask.ContentMasker;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.ObservationMapper;
import dev.langfuse4j.trace.ObservationStart;
import dev.langfuse4j.trace.ProjectResolver;
import dev.langfuse4j.trace.TraceSampler;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application all of whose extensions can reach observed code.
 */
@Configuration(proxyBeanMethods = false)
class UnobservedCallbacks {

	private static final Reaching reaching = new Reaching();

	@Bean
	Work work(ObservationRegistry registry) {
		return new Work(registry);
	}

	@Bean
	Probe probe() {
		return new Probe();
	}

	@Bean
	ThreadPoolTaskExecutor executor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setTaskDecorator(new ContextPropagatingTaskDecorator());
		return executor;
	}

	@Bean
	Reaching reaching(ObjectProvider<Probe> probe, ObjectProvider<Langfuse> langfuse,
			ObjectProvider<ObservationRegistry> registry, ThreadPoolTaskExecutor executor) {
		reaching.use(probe, langfuse, registry, executor);
		return reaching;
	}

	@Bean
	ObservationMapper<ForeignContext> foreignMapper() {
		return new ForeignMapper();
	}

	/**
	 * Each kind of code that we call, directly or by Micrometer.
	 */
	enum Callback {

		RESOLVER((runner) -> runner.withBean(ProjectResolver.class, () -> (request) -> reach("default"))),

		SAMPLER((runner) -> runner.withBean(TraceSampler.class, () -> (traceId) -> reach(true))),

		MAPPER_START((runner) -> runner),

		MAPPER_MAP((runner) -> runner),

		CONVERTER((runner) -> runner.withBean(ValueConverter.class, ReachingExtensions.Converter::new)),

		JSON_CUSTOMIZER((runner) -> runner.withBean(CaptureJsonMapperCustomizer.class, () -> (json) -> reach(json))),

		GETTER((runner) -> runner),

		TEXT((runner) -> runner),

		ERROR_MESSAGE((runner) -> runner),

		EXPRESSION((runner) -> runner),

		MASKER((runner) -> runner.withBean(ContentMasker.class, () -> Callback::reach)),

		EXPORTER((runner) -> runner.withBean(ObservationExporter.class, () -> Callback::reach)),

		CREDENTIALS((runner) -> runner.withBean(LangfuseCredentialsProvider.class,
				() -> (project) -> reach(new Credentials("pk-lf-1", "sk-lf-1")))),

		WEB_CLIENT((runner) -> runner.withBean(LangfuseWebClientCustomizer.class, () -> Callback::reach)),

		WEB_CLIENT_REQUEST((runner) -> runner.withBean(LangfuseWebClientCustomizer.class,
				() -> (builder) -> builder.filter((request, next) -> Mono.just(reach(request))
					.publishOn(Schedulers.boundedElastic())
					.flatMap(next::exchange)
					.map((response) -> reach(response))))),

		WEB_CLIENT_ANSWER((runner) -> runner.withBean(LangfuseWebClientCustomizer.class,
				() -> (builder) -> builder
					.filter((request, next) -> next.exchange(request).map((response) -> reach(response))))),

		STARTUP_CHECK(
				(runner) -> runner.withPropertyValues("langfuse.check=log")
					.withBean(LangfuseWebClientCustomizer.class, () -> (builder) -> builder
						.filter((request, next) -> next.exchange(reach(request)).map((response) -> reach(response))))),

		CONVENTION((runner) -> runner.withBean(GlobalObservationConvention.class, ReachingExtensions.Convention::new)),

		PREDICATE((runner) -> runner.withBean(ObservationPredicate.class,
				() -> (name, context) -> !(context instanceof LangfuseObservationContext) || reach(true))),

		FILTER((runner) -> runner.withBean(ObservationFilter.class,
				() -> (context) -> (context instanceof LangfuseObservationContext) ? reach(context) : context)),

		HANDLER((runner) -> runner.withBean("handler", ReachingExtensions.Handler.class));

		private final UnaryOperator<ApplicationContextRunner> configuration;

		Callback(UnaryOperator<ApplicationContextRunner> configuration) {
			this.configuration = configuration;
		}

		ApplicationContextRunner configure(ApplicationContextRunner runner) {
			reaching.disarm(this == STARTUP_CHECK);
			return this.configuration.apply(runner);
		}

		void call(Work work) {
			switch (this) {
				case EXPRESSION -> work.expressions("x");
				case JSON_CUSTOMIZER -> work.work(Map.of("needs", "a mapper"));
				case CONVERTER -> work.work(new ReachingExtensions.Converted());
				case GETTER -> work.work(new ReachingExtensions.Value());
				case TEXT -> work.work(new ReachingExtensions.Text());
				case ERROR_MESSAGE -> assertThatExceptionOfType(ReachingExtensions.Failure.class)
					.isThrownBy(() -> work.fail(new ReachingExtensions.Failure()));
				default -> work.work("x");
			}
		}

		static void reachHere() {
			reaching.reachHere();
		}

		static <T> T reach(T result) {
			reaching.reach();
			return result;
		}

	}

	static class Work {

		private final ObservationRegistry registry;

		Work(ObservationRegistry registry) {
			this.registry = registry;
		}

		@Observe
		public String work(Object value) {
			return foreign();
		}

		@Observe(name = "work", input = "@reaching.reached('in')", output = "@reaching.reached(#result)",
				metadata = { "m=@reaching.reached('meta')", "r=@reaching.reached(#result)" })
		@ObserveTrace(userId = "@reaching.reached('ada')", sessionId = "@reaching.reached(#result)",
				tags = "#{@reaching.reached('tag')}", metadata = "t=@reaching.reached('t')",
				seed = "@reaching.reached('seed')", project = "#{@reaching.reached('default')}")
		public String expressions(String value) {
			return foreign();
		}

		@Observe(name = "work", output = "null")
		public String fail(RuntimeException failure) {
			foreign();
			throw failure;
		}

		private String foreign() {
			return Observation.createNotStarted("foreign", ForeignContext::new, this.registry).observe(() -> "done");
		}

	}

	static class Probe {

		@Observe
		public String observed(String text) {
			return text;
		}

		@Observe
		public Mono<String> reactive(String text) {
			return Mono.just(text);
		}

	}

	/**
	 * Calls whatever is observed, in every way, and counts that.
	 */
	static class Reaching {

		private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

		private final AtomicInteger reached = new AtomicInteger();

		private volatile boolean armed;

		private volatile @Nullable Callback callback;

		private volatile @Nullable Thread thread;

		private volatile boolean operators;

		private volatile @Nullable Throwable failure;

		private ObjectProvider<Probe> probe;

		private ObjectProvider<Langfuse> langfuse;

		private ObjectProvider<ObservationRegistry> registry;

		private ThreadPoolTaskExecutor executor;

		void use(ObjectProvider<Probe> probe, ObjectProvider<Langfuse> langfuse,
				ObjectProvider<ObservationRegistry> registry, ThreadPoolTaskExecutor executor) {
			this.probe = probe;
			this.langfuse = langfuse;
			this.registry = registry;
			this.executor = executor;
		}

		void disarm(boolean butForTheStart) {
			this.armed = butForTheStart;
			this.operators = false;
			this.failure = null;
			this.reached.set(0);
		}

		void arm(Callback callback) {
			this.callback = callback;
			this.thread = Thread.currentThread();
			this.armed = true;
		}

		void inOperators() {
			this.operators = true;
		}

		int reached() {
			return this.reached.get();
		}

		@Nullable Throwable failure() {
			return this.failure;
		}

		/**
		 * Serves expressions.
		 */
		public String reached(String value) {
			reach();
			return value;
		}

		/**
		 * Not where Micrometer opens a scope on another thread, which is nobody's call.
		 */
		void reachHere() {
			if (Thread.currentThread() == this.thread) {
				reach();
			}
		}

		void reach() {
			if (!this.armed) {
				return;
			}
			if (this.inside.get()) {
				this.failure = new IllegalStateException("Reached from within itself");
				return;
			}
			this.inside.set(true);
			this.reached.incrementAndGet();
			try {
				reachAll(this.probe.getObject(), this.langfuse.getObject());
			}
			catch (Throwable ex) {
				this.failure = ex;
			}
			finally {
				this.inside.set(false);
			}
		}

		private void reachAll(Probe probe, Langfuse langfuse) throws Exception {
			assertThat(probe.observed("x")).isEqualTo("x");
			assertThat(langfuse.<String>observation("manual").observe(() -> probe.observed("y"))).isEqualTo("y");
			try (ActiveObservation active = langfuse.observation("active").start()) {
				assertThat(active.isRecording()).isFalse();
				langfuse.current().event("event");
			}
			assertThat(langfuse.current()).isSameAs(LangfuseObservation.noop());
			langfuse.with((trace) -> trace.userId("nobody")).run(() -> probe.observed("z"));
			assertThat(this.executor.submit(() -> probe.observed("thread")).get(20, TimeUnit.SECONDS))
				.isEqualTo("thread");
			Observation outer = Observation.start("foreign", ForeignContext::new, this.registry.getObject());
			outer.scoped(() -> probe.observed("inside"));
			// As Spring AI does in its streams
			Mono<String> stream = Mono.deferContextual((context) -> {
				Observation inner = Observation.createNotStarted("foreign", ForeignContext::new,
						this.registry.getObject());
				inner.parentObservation(context.get(ObservationThreadLocalAccessor.KEY)).start().stop();
				return probe.reactive(this.operators ? probe.observed("operator") : "");
			}).subscribeOn(Schedulers.boundedElastic());
			stream.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, outer))
				.block(Duration.ofSeconds(20));
			outer.stop();
		}

	}

	static class ForeignContext extends Observation.Context {

	}

	record ForeignMapper() implements ObservationMapper<ForeignContext> {

		@Override
		public Class<ForeignContext> contextType() {
			return ForeignContext.class;
		}

		@Override
		public ObservationStart start(ForeignContext context) {
			if (reaching.callback == Callback.MAPPER_START) {
				reaching.reach();
			}
			return ObservationStart.of(ObservationType.SPAN);
		}

		@Override
		public void map(ForeignContext context, LangfuseObservation observation) {
			if (reaching.callback == Callback.MAPPER_MAP) {
				reaching.reach();
			}
		}

	}

}
