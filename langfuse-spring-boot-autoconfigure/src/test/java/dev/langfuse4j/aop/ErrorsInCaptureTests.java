/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.capture.CaptureJsonMapperCustomizer;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ReflectionUtils;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Errors of the virtual machine that code raises because it is called for a recording:
 * the method runs, and its observation ends.
 */
class ErrorsInCaptureTests {

	private final ApplicationContextRunner contextRunner = LangfuseContexts.plainRunner()
		.withBean(LangfuseRecorder.class)
		.withBean(Service.class);

	@ParameterizedTest
	@ValueSource(classes = { OutOfMemoryError.class, StackOverflowError.class, InternalError.class, UnknownError.class,
			LinkageError.class })
	void errorOfAGetterLosesTheOneValue(Class<? extends Error> type) {
		String expected = "{\"title\":\"t\",\"content\":\"<not captured: " + type.getSimpleName() + ">\"}";
		run((service, recorder) -> {
			assertThat(service.take(new Report("t", type))).isEqualTo("taken");
			assertThat(recorder).hasTraceWithRoot("take")
				.hasInput("{\"report\":" + expected + "}")
				.hasOutput("taken")
				.hasMetadata("both", null);
			recorder.clear();
			assertThat(service.give(new Report("t", type))).isNotNull();
			assertThat(recorder).hasTraceWithRoot("give").hasOutput(expected);
			recorder.clear();
			assertThat(service.stream(new Report("t", type))).hasSize(1);
			assertThat(recorder).hasTraceWithRoot("stream").hasOutput("[" + expected + "]");
			recorder.clear();
			assertThatIllegalStateException().isThrownBy(() -> service.fail(type));
			assertThat(recorder).hasTraceWithRoot("fail").hasFailed("Unspeakable");
		});
	}

	@Test
	void errorsOfIteratorsKeysAndTextsStayToo() {
		run((service, recorder) -> {
			service.note(new BrokenMap());
			assertThat(recorder).hasTraceWithRoot("note").hasMetadata("after", "1");
			recorder.clear();
			assertThat(service.take(new BrokenMap())).isEqualTo("taken");
			assertThat(recorder).hasTraceWithRoot("take").hasInput("{\"report\":{}}");
		});
	}

	@Test
	void convertersAndTheMapperStayToo() {
		this.contextRunner.withBean(ValueConverter.class, BrokenConverter::new)
			.run((context) -> assertTaken(context.getBean(Service.class), context.getBean(LangfuseRecorder.class),
					"{\"report\":\"<not captured: OutOfMemoryError>\"}"));
		this.contextRunner.withBean(CaptureJsonMapperCustomizer.class, () -> (builder) -> fail(OutOfMemoryError.class))
			.run((context) -> {
				Service service = context.getBean(Service.class);
				LangfuseRecorder recorder = context.getBean(LangfuseRecorder.class);
				assertTaken(service, recorder, "<not captured: OutOfMemoryError>");
				assertThat(service.stream("x")).containsExactly("x");
				assertThat(recorder).hasTraceWithRoot("stream");
			});
	}

	@Test
	void errorOfTheMethodGoesOn() {
		run((service, recorder) -> {
			assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> service.raise(OutOfMemoryError.class));
			assertThat(recorder).hasTraceWithRoot("raise").hasFailed("OutOfMemoryError");
		});
	}

	private static void assertTaken(Service service, LangfuseRecorder recorder, String input) {
		recorder.clear();
		assertThat(service.take(new Report("t", OutOfMemoryError.class))).isEqualTo("taken");
		assertThat(recorder).hasTraceWithRoot("take").hasInput(input);
		recorder.clear();
	}

	private void run(BiConsumer<Service, LangfuseRecorder> test) {
		this.contextRunner
			.run((context) -> test.accept(context.getBean(Service.class), context.getBean(LangfuseRecorder.class)));
	}

	private static <T> T fail(Class<? extends Error> type) {
		ReflectionUtils.rethrowRuntimeException(BeanUtils.instantiateClass(type));
		throw new AssertionError();
	}

	record Report(String title, Class<? extends Error> content) {

		@Override
		public Class<? extends Error> content() {
			return fail(this.content);
		}

	}

	@SuppressWarnings("serial")
	static class Unspeakable extends IllegalStateException {

		private final Class<? extends Error> type;

		Unspeakable(Class<? extends Error> type) {
			this.type = type;
		}

		@Override
		public String getMessage() {
			return ErrorsInCaptureTests.fail(this.type);
		}

		@Override
		public String toString() {
			return "unspeakable";
		}

	}

	static class BrokenMap extends AbstractMap<String, String> {

		@Override
		public Set<Entry<String, String>> entrySet() {
			return fail(OutOfMemoryError.class);
		}

	}

	static class BrokenConverter implements ValueConverter {

		@Override
		public boolean supports(Class<?> type) {
			return type == Report.class;
		}

		@Override
		public Object convert(Object value) {
			return fail(OutOfMemoryError.class);
		}

	}

	static class Service {

		private final Langfuse langfuse;

		Service(Langfuse langfuse) {
			this.langfuse = langfuse;
		}

		@Observe(metadata = "both=#report.content()")
		public String take(Object report) {
			return "taken";
		}

		@Observe
		public Object give(Object report) {
			return report;
		}

		@Observe
		public Stream<Object> stream(Object report) {
			return Stream.of(report);
		}

		@Observe
		public void fail(Class<? extends Error> type) {
			throw new Unspeakable(type);
		}

		@Observe
		public void raise(Class<? extends Error> type) {
			ErrorsInCaptureTests.fail(type);
		}

		@Observe
		public void note(Map<String, ?> metadata) {
			this.langfuse.current().metadata(metadata).metadata("after", List.of(1).get(0));
		}

	}

}
