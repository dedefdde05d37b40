/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveGeneration;
import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.trace.LangfuseObservationHandler;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ObservationSink;
import dev.langfuse4j.trace.TraceSampler;
import dev.langfuse4j.trace.TracingIds;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.core.NativeDetector;

/**
 * Makes observed calls, captures them, and discards the result, so that the first call of
 * the application finds its classes loaded. The calls use a tracer and a registry of
 * their own and no bean, so exporters, handlers, and meters do not see them. The warm-up
 * runs once for each class loader, on a daemon thread of the lowest priority. It does not
 * run with a single processor, where the application would have to wait for it.
 *
 * @since 0.1.0
 */
@Internal
public final class CallWarmUp {

	static final String THREAD = "langfuse-warm-up";

	private static final Path LOAD_AVERAGE = Path.of("/proc/loadavg");

	private static final CallWarmUp ours = new CallWarmUp();

	private final AtomicBoolean begun = new AtomicBoolean();

	private volatile boolean ended;

	CallWarmUp() {
	}

	/**
	 * Starts the warm-up, unless it was started before.
	 */
	public static void begin() {
		if (isPossible() && ours.begun.compareAndSet(false, true)) {
			ours.thread(ours::makeCalls).start();
		}
	}

	/**
	 * Prepares an application that has started, and then starts the warm-up, unless it
	 * was started before.
	 * @param preparation does what would otherwise be a part of the first call
	 */
	public static void begin(Runnable preparation) {
		if (isPossible()) {
			boolean first = ours.begun.compareAndSet(false, true);
			ours.thread(() -> {
				prepare(preparation);
				if (first) {
					ours.makeCalls();
				}
			}).start();
		}
	}

	private static boolean isPossible() {
		return Runtime.getRuntime().availableProcessors() > 1 && !NativeDetector.inNativeImage();
	}

	private static void prepare(Runnable preparation) {
		try {
			preparation.run();
		}
		catch (Throwable ex) {
			// If it matters, the first call of the application fails in the same way
		}
	}

	/**
	 * Starts the warm-up beside the start of the application, if one processor was idle
	 * in the last minute. Only Linux tells it without further classes. Elsewhere the
	 * warm-up waits until the application has started.
	 */
	public static void beginBesideStart() {
		if (hasIdleProcessor(LOAD_AVERAGE, Runtime.getRuntime().availableProcessors())) {
			begin();
		}
	}

	/**
	 * Whether a load average leaves one of the processors idle.
	 * @param loadAverage the file of the load averages, of which the first is that of the
	 * last minute
	 */
	static boolean hasIdleProcessor(Path loadAverage, int processors) {
		try {
			String averages = Files.readString(loadAverage);
			return Double.parseDouble(averages.substring(0, averages.indexOf(' '))) <= processors - 1;
		}
		catch (IOException | RuntimeException ex) {
			return false;
		}
	}

	/**
	 * Ends the warm-up after the current call, because the application makes its first
	 * call.
	 */
	static void applicationCalls() {
		ours.end();
	}

	void end() {
		this.ended = true;
	}

	Thread thread(Runnable work) {
		Thread thread = new Thread(work, THREAD);
		thread.setDaemon(true);
		thread.setPriority(Thread.MIN_PRIORITY);
		return thread;
	}

	/**
	 * Makes the calls.
	 * @return the number of calls that were made
	 */
	int makeCalls() {
		int made = 0;
		try {
			ProxyFactory factory = new ProxyFactory(new PlainSample());
			factory.addAdvice(interceptor());
			Sample sample = (Sample) factory.getProxy();
			Question question = new Question("Which?", 3, 0.5, true, Kind.SHORT, List.of("a"), Map.of("key", 1L),
					Instant.EPOCH);
			// The last one needs Jackson's mapper, which takes longer than all others
			List<Supplier<Object>> calls = List.of(() -> sample.echo("text"), () -> sample.answer(question, "text"),
					() -> sample.generate(List.of(question)), () -> sample.find(new Filter()));
			while (made < calls.size() && !this.ended) {
				calls.get(made).get();
				made++;
			}
		}
		catch (Throwable ex) {
			// If it matters, the first call of the application fails in the same way
		}
		return made;
	}

	private static ObserveInterceptor interceptor() {
		ObservationSink sink = new ForgettingSink();
		ContentCapture capture = new ContentCapture(CaptureSettings.defaults());
		LangfuseObservationHandler handler = new LangfuseObservationHandler(sink, capture, TraceSampler.ratio(1),
				TracingIds.NONE, List.of());
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(handler);
		LangfuseTracer tracer = new LangfuseTracer(sink, handler, capture, () -> registry);
		ReturnValueHandlers handlers = new ReturnValueHandlers(List.of(), List.of());
		return new ObserveInterceptor(new ObserveSpecs(), () -> tracer, () -> handlers, null);
	}

	private static final class ForgettingSink implements ObservationSink {

		@Override
		public boolean isOpen() {
			return true;
		}

		@Override
		public void accept(ObservationData observation) {
		}

	}

	/**
	 * Methods with the types that applications usually have.
	 */
	interface Sample {

		String echo(String text);

		Question answer(Question question, @Nullable String text);

		List<Question> generate(List<Question> questions);

		Filter find(Filter filter);

	}

	private static final class PlainSample implements Sample {

		@Override
		@Observe
		public String echo(String text) {
			return text;
		}

		@Override
		@Observe(name = "answer")
		public Question answer(Question question, @Nullable String text) {
			return question;
		}

		@Override
		@ObserveGeneration
		public List<Question> generate(List<Question> questions) {
			return questions;
		}

		@Override
		@Observe
		public Filter find(Filter filter) {
			return filter;
		}

	}

	enum Kind {

		SHORT, LONG

	}

	/**
	 * A value whose properties are found by Jackson.
	 */
	static class Filter {

		public String getText() {
			return "text";
		}

		public Kind getKind() {
			return Kind.LONG;
		}

	}

	/**
	 * A value with properties of the usual types, which is captured without Jackson.
	 */
	record Question(String text, int limit, double threshold, boolean exact, Kind kind, List<String> tags,
			Map<String, Object> options, Instant asked) {

	}

}
