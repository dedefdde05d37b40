/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.testing.RecordingSink;
import dev.langfuse4j.trace.LangfuseObservationHandler;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.TraceSampler;
import dev.langfuse4j.trace.TracingIds;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ObservedInvocation}.
 */
class ObservedInvocationTests {

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final AtomicReference<LangfuseObservationContext> started = new AtomicReference<>();

	ObservedInvocationTests() {
		this.registry.observationConfig().observationHandler(new ObservationHandler<LangfuseObservationContext>() {

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof LangfuseObservationContext;
			}

			@Override
			public void onStart(LangfuseObservationContext context) {
				ObservedInvocationTests.this.started.set(context);
			}

		});
	}

	@Test
	void projectIsWhatTheExpressionSays() throws Exception {
		assertThat(projectOf("byArgument", new Object[] { "blue" })).isEqualTo("blue");
	}

	@ParameterizedTest
	@ValueSource(strings = { "byArgument", "byFailing" })
	void expressionWithoutAnAnswerIsForNoProject(String method) throws Exception {
		assertThat(projectOf(method, new Object[] { null })).isEmpty();
	}

	@Test
	void callWhoseArgumentsCannotBeReadIsForNoProject() throws Exception {
		assertThat(projectOf("byArgument", null)).isEmpty();
	}

	private String projectOf(String name, Object[] arguments) throws Exception {
		ContentCapture capture = new ContentCapture(CaptureSettings.defaults());
		RecordingSink sink = new RecordingSink();
		LangfuseObservationHandler handler = new LangfuseObservationHandler(sink, capture, TraceSampler.ratio(1),
				TracingIds.NONE, List.of());
		LangfuseTracer tracer = new LangfuseTracer(sink, handler, capture, () -> this.registry);
		MethodInvocation call = new Call(Service.class.getDeclaredMethod(name, String.class), arguments);
		ObserveSpec spec = new ObserveSpecs().find(call.getMethod(), Service.class);
		ObservedMethod method = new ObservedMethod(tracer, spec, new ReturnValueHandlers(List.of(), List.of()));
		new ObservedInvocation(method, call).start().complete(null);
		return this.started.get().getDefinition().project();
	}

	static class Service {

		@Observe
		@ObserveTrace(project = "#{#name}")
		void byArgument(String name) {
		}

		@Observe
		@ObserveTrace(project = "#{#name.length()}")
		void byFailing(String name) {
		}

	}

	record Call(Method method, Object[] arguments) implements MethodInvocation {

		@Override
		public Method getMethod() {
			return this.method;
		}

		@Override
		public Object[] getArguments() {
			if (this.arguments == null) {
				throw new StackOverflowError();
			}
			return this.arguments;
		}

		@Override
		public Object proceed() {
			return null;
		}

		@Override
		public Object getThis() {
			return new Service();
		}

		@Override
		public AccessibleObject getStaticPart() {
			return this.method;
		}

	}

}
