/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.List;

import dev.langfuse4j.annotation.Observe;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ahead-of-time processing finds what a native image needs.
 */
class AheadOfTimeTests {

	@Test
	void ownTypesAreKept() {
		RuntimeHints hints = new RuntimeHints();
		AotServices.factories()
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter(LangfuseRuntimeHints.class::isInstance)
			.forEach((registrar) -> registrar.registerHints(hints, getClass().getClassLoader()));
		assertThat(RuntimeHintsPredicates.resource().forResource("dev/langfuse4j/http/sdk.properties")).accepts(hints);
		assertThat(getClass().getClassLoader().getResource("dev/langfuse4j/http/sdk.properties")).isNotNull();
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ClassUtils.getMethod(SecondsOrDuration.class, "valueOf", String.class))).accepts(hints);
	}

	@Test
	void parametersAndResultsOfObservedMethodsAreKept() {
		RuntimeHints hints = process(Application.class);
		assertThat(
				RuntimeHintsPredicates.reflection().onMethodInvocation(ClassUtils.getMethod(Question.class, "getText")))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(ClassUtils.getMethod(Answer.class, "text")))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(ClassUtils.getMethod(Detail.class, "page")))
			.accepts(hints);
	}

	@Test
	void whatExpressionsMayCallIsKept() {
		RuntimeHints hints = process(Application.class);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Question.class)
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Service.class)
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Plain.class)
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).rejects(hints);
	}

	@Test
	void whatIsNotObservedIsNotKept() {
		RuntimeHints hints = process(Application.class);
		assertThat(
				RuntimeHintsPredicates.reflection().onMethodInvocation(ClassUtils.getMethod(Unobserved.class, "text")))
			.rejects(hints);
	}

	private static RuntimeHints process(Class<?> application) {
		GenerationContext generation = new TestGenerationContext();
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(application);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		return generation.getRuntimeHints();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class })
	static class Application {

		@Bean
		Service service() {
			return new Service();
		}

	}

	static class Service {

		@Observe(input = "#question.text")
		public List<Answer> answer(Question question) {
			return List.of();
		}

		@Observe
		public void plain(Plain plain) {
		}

		public Unobserved other(Unobserved unobserved) {
			return unobserved;
		}

	}

	static class Question {

		public String getText() {
			return "text";
		}

	}

	record Answer(String text, Detail detail) {

	}

	record Detail(int page) {

	}

	record Plain(String text) {

	}

	record Unobserved(String text) {

	}

}
