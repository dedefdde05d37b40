/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.time.Duration;
import java.util.function.Consumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.RecordingExporter;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts and parameters of annotations, and beans that are made of interfaces.
 */
class AnnotationTextsTests {

	private final RecordingExporter exporter = new RecordingExporter();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withPropertyValues("tenant=acme", "model=gpt")
		.withBean(RecordingExporter.class, () -> this.exporter);

	@Test
	void placeholdersAreResolved() {
		run(Assistant.class, new Assistant(), (assistant) -> assistant.placeholders("x"));
		ObservationData observation = this.exporter.named("ask acme");
		assertThat(observation.attributes().name()).isEqualTo("trace acme x");
		assertThat(observation.attributes().tags()).containsExactly("tenant:acme", "none:fallback", "${unknown}");
		assertThat(observation.modelCall().model()).isEqualTo("gpt");
	}

	@Test
	void expressionsInTextsAreEvaluated() {
		run(Assistant.class, new Assistant(), (assistant) -> {
			assistant.expressions("chat", "gpt-5");
			assistant.expressions("plan", null);
		});
		ObservationData chat = this.exporter.named("acme: chat");
		assertThat(chat.modelCall().model()).isEqualTo("gpt-5");
		assertThat(chat.version()).isEqualTo("v4");
		assertThat(chat.trace().name()).isEqualTo("acme: chat");
		assertThat(this.exporter.named("acme: plan").modelCall().model()).isNull();
	}

	@Test
	void observationWhoseNameCannotBeEvaluatedHasThatOfItsMethod() {
		run(Assistant.class, new Assistant(), (assistant) -> assistant.misnamed(null));
		assertThat(this.exporter.named("misnamed").trace().name()).isEqualTo("misnamed");
	}

	@Test
	void parameterWhoseNameBeginsWithResultIsNoResult() {
		run(Assistant.class, new Assistant(), (assistant) -> assistant.find("key"));
		ObservationData observation = this.exporter.named("find");
		assertThat(observation.attributes().userId()).isEqualTo("key");
		assertThat(RecordingExporter.text(observation.input())).isEqualTo("key");
	}

	@Test
	void lambdaHasTheParameterNamesOfItsInterface() {
		run(Question.class, (text) -> "answer", (question) -> question.ask("me"));
		assertThat(RecordingExporter.text(this.exporter.named("ask").input())).isEqualTo("{\"text\":\"me\"}");
		assertThat(this.exporter.named("ask").attributes().userId()).isEqualTo("me");
	}

	@Test
	void proxyWhoseAdviceDoesNotProceedIsObserved() {
		ProxyFactory gateway = new ProxyFactory(Question.class, (MethodInterceptor) (invocation) -> "sent");
		gateway.addAdvice((MethodInterceptor) (invocation) -> invocation.proceed());
		run(Question.class, (Question) gateway.getProxy(getClass().getClassLoader()),
				(question) -> assertThat(question.ask("me")).isEqualTo("sent"));
		assertThat(RecordingExporter.text(this.exporter.named("ask").input())).isEqualTo("{\"text\":\"me\"}");
	}

	private <T> void run(Class<T> type, T bean, Consumer<T> code) {
		this.contextRunner.withBean(type, () -> bean).run((context) -> {
			code.accept(context.getBean(type));
			assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(10))).isTrue();
		});
	}

	interface Question {

		@Observe
		@ObserveTrace(userId = "#text")
		String ask(String text);

	}

	static class Assistant {

		@Observe(name = "ask ${tenant}", model = "${model}", type = ObservationType.GENERATION)
		@ObserveTrace(name = "trace ${tenant} #{#text}",
				tags = { "tenant:${tenant}", "none:${nothing:fallback}", "${unknown}" })
		void placeholders(String text) {
		}

		@Observe(name = "${tenant}: #{#step}", model = "#{#model}", version = "v#{#step.length()}",
				type = ObservationType.GENERATION)
		void expressions(String step, String model) {
		}

		@Observe("of #{#text.length()}")
		void misnamed(String text) {
		}

		@Observe(input = "#resultKey")
		@ObserveTrace(userId = "#resultKey")
		String find(String resultKey) {
			return "found";
		}

	}

}
