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
 * Records each call of the annotated method as a Langfuse observation, nested under the
 * observation that is current when the method is called.
 * <p>
 * May be declared on a method, on a class (all its public methods), on an interface or
 * its methods, and as a meta-annotation. A declaration on the method replaces one on the
 * class.
 * <p>
 * In all texts and expressions, placeholders such as <code>${app.tenant}</code> are
 * replaced by the application's properties, once for each method; one without a value
 * stays as it is.
 * <p>
 * {@link #input()}, {@link #output()} and the values of {@link #metadata()} are SpEL
 * expressions, as are the user, the session, the seed and the values of the metadata of
 * {@link ObserveTrace @ObserveTrace}. Every other attribute is text, with SpEL between
 * <code>#{</code> and <code>}</code>. In SpEL, {@code #name} is the parameter of that
 * name (sources compiled with {@code -parameters}, Spring Boot's default), {@code #a0}
 * the first parameter, {@code #result} the return value. An expression that fails records
 * nothing for its attribute, is logged once and never affects the call. An attribute that
 * looks like text but is an expression, or the reverse, is logged when its bean is
 * created.
 * <p>
 * {@link ObserveTrace @ObserveTrace} beside this annotation sets the attributes of the
 * trace, such as its user and its session.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface Observe {

	/**
	 * Alias for {@link #name()}.
	 * @return the observation's name
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * The observation's name. Text; SpEL in it is evaluated before the method runs. The
	 * default is the method's name; on a class, the names are {@code name.method}.
	 * @return the observation's name
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * The kind of work that is observed. The default is a span.
	 * @return the observation's type
	 */
	ObservationType type() default ObservationType.SPAN;

	/**
	 * Whether the arguments are recorded.
	 * @return whether to capture the input
	 */
	Capture captureInput() default Capture.INHERIT;

	/**
	 * Whether the result is recorded.
	 * @return whether to capture the output
	 */
	Capture captureOutput() default Capture.INHERIT;

	/**
	 * Whether the message and the stack trace of an error are recorded; its class always
	 * is. By default they are not where neither input nor output is.
	 * @return whether to capture the content of errors
	 */
	Capture captureErrors() default Capture.INHERIT;

	/**
	 * SpEL expression for the input to record instead of all arguments. It is evaluated
	 * before the method runs.
	 * @return the input expression
	 */
	String input() default "";

	/**
	 * SpEL expression for the output to record instead of the whole result, for example
	 * {@code #result.answer}.
	 * @return the output expression
	 */
	String output() default "";

	/**
	 * Metadata as {@code "key=SpEL"}, for example {@code "topK=#k"}. Evaluated before the
	 * method runs, or after it where the expression names {@code #result}.
	 * @return the metadata expressions
	 */
	String[] metadata() default {};

	/**
	 * The name of the model that is called, where it is known beforehand. Text.
	 * @return the model's name
	 */
	String model() default "";

	/**
	 * The version of the observed code, to compare versions in Langfuse. Text.
	 * @return the version
	 */
	String version() default "";

	/**
	 * The level of an observation that ends normally; one that throws is an error.
	 * @return the level
	 */
	ObservationLevel level() default ObservationLevel.DEFAULT;

}
