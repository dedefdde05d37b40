/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;

import org.springframework.core.annotation.AliasFor;

/**
 * An {@link Observe @Observe} for a retrieval step, such as a query of a vector store.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
@Observe(type = ObservationType.RETRIEVER)
public @interface ObserveRetriever {

	/**
	 * Alias for {@link Observe#name()}.
	 * @return the observation's name
	 */
	@AliasFor(annotation = Observe.class, attribute = "name")
	String value() default "";

	/**
	 * Alias for {@link Observe#name()}.
	 * @return the observation's name
	 */
	@AliasFor(annotation = Observe.class, attribute = "name")
	String name() default "";

	/**
	 * Alias for {@link Observe#captureInput()}.
	 * @return whether to capture the input
	 */
	@AliasFor(annotation = Observe.class, attribute = "captureInput")
	Capture captureInput() default Capture.INHERIT;

	/**
	 * Alias for {@link Observe#captureOutput()}.
	 * @return whether to capture the output
	 */
	@AliasFor(annotation = Observe.class, attribute = "captureOutput")
	Capture captureOutput() default Capture.INHERIT;

	/**
	 * Alias for {@link Observe#captureErrors()}.
	 * @return whether to capture the content of errors
	 */
	@AliasFor(annotation = Observe.class, attribute = "captureErrors")
	Capture captureErrors() default Capture.INHERIT;

	/**
	 * Alias for {@link Observe#input()}.
	 * @return the input expression
	 */
	@AliasFor(annotation = Observe.class, attribute = "input")
	String input() default "";

	/**
	 * Alias for {@link Observe#output()}.
	 * @return the output expression
	 */
	@AliasFor(annotation = Observe.class, attribute = "output")
	String output() default "";

	/**
	 * Alias for {@link Observe#metadata()}.
	 * @return the metadata expressions
	 */
	@AliasFor(annotation = Observe.class, attribute = "metadata")
	String[] metadata() default {};

	/**
	 * Alias for {@link Observe#version()}.
	 * @return the version
	 */
	@AliasFor(annotation = Observe.class, attribute = "version")
	String version() default "";

	/**
	 * Alias for {@link Observe#level()}.
	 * @return the level
	 */
	@AliasFor(annotation = Observe.class, attribute = "level")
	ObservationLevel level() default ObservationLevel.DEFAULT;

}
