/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.annotation;

import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

import dev.langfuse4j.observation.ObservationType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The composed annotations offer what {@link Observe} offers.
 */
class ComposedAnnotationsTests {

	@ParameterizedTest
	@ValueSource(classes = { ObserveGeneration.class, ObserveAgent.class, ObserveTool.class, ObserveRetriever.class,
			ObserveEvaluator.class })
	void everyAttributeIsAnAliasWithTheSameTypeAndDefault(Class<? extends Annotation> composed) throws Exception {
		ObservationType type = composed.getAnnotation(Observe.class).type();
		assertThat(composed.getSimpleName()).isEqualToIgnoringCase("Observe" + type.value());
		Set<String> expected = names(Observe.class);
		expected.remove("type");
		if (type != ObservationType.GENERATION) {
			expected.remove("model");
		}
		Set<String> own = (type == ObservationType.EVALUATOR) ? Set.of("score", "target") : Set.of();
		expected.addAll(own);
		assertThat(names(composed)).isEqualTo(expected);
		for (Method attribute : composed.getDeclaredMethods()) {
			if (own.contains(attribute.getName())) {
				continue;
			}
			AliasFor alias = attribute.getAnnotation(AliasFor.class);
			assertThat(alias.annotation()).isEqualTo(Observe.class);
			assertThat(alias.attribute()).isEqualTo(attribute.getName().equals("value") ? "name" : attribute.getName());
			Method target = Observe.class.getMethod(alias.attribute());
			assertThat(attribute.getReturnType()).isEqualTo(target.getReturnType());
			assertThat(attribute.getDefaultValue()).isEqualTo(target.getDefaultValue());
		}
		assertThat(composed.getAnnotation(Retention.class).value())
			.isEqualTo(Observe.class.getAnnotation(Retention.class).value());
		assertThat(composed.getAnnotation(Target.class).value())
			.isEqualTo(Observe.class.getAnnotation(Target.class).value());
	}

	private static Set<String> names(Class<?> annotation) {
		return Arrays.stream(annotation.getDeclaredMethods())
			.map(Method::getName)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

}
