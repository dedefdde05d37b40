/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Lets a {@code @ParameterizedTest} run for each item of a dataset.
 *
 * <pre class="code">
 * &#64;ParameterizedTest
 * &#64;LangfuseSource("qa")
 * void answers(Question question, Answer expected) {
 * </pre>
 *
 * The first parameter gets the input, the second one the expected output, each converted
 * from JSON to the type of the parameter. {@link Item @Item} and
 * {@link Expected @Expected} name them where the order is another one; a parameter of
 * type {@code DatasetItem} gets the item as it is. Parameters after these are left to
 * other extensions.
 * <p>
 * In a test with Spring the dataset is read with the beans of its application context. In
 * other tests {@code langfuse.*} is read from JUnit's configuration parameters, system
 * properties and environment variables, such as {@code LANGFUSE_PUBLIC_KEY}. Without keys
 * the dataset is a local file.
 * <p>
 * The name of each test shows the item's id and the first 40 characters of its input,
 * which the application's maskers have seen. With JUnit's configuration parameter
 * {@code langfuse.experiment.display-names=id} it shows the id only.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ArgumentsSource(DatasetArguments.class)
public @interface LangfuseSource {

	/**
	 * The dataset: its name in Langfuse, or a local file such as
	 * {@code classpath:/datasets/qa.jsonl}.
	 * @return the name, or the address of the file
	 */
	String value();

	/**
	 * The instant whose state of the dataset is used, such as
	 * {@code 2026-01-31T00:00:00Z}.
	 * @return the instant, by default now
	 */
	String version() default "";

	/**
	 * The project that has the dataset.
	 * @return the name of a project below {@code langfuse.projects}, by default the
	 * default project
	 */
	String project() default "";

}
