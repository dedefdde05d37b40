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

import org.springframework.core.annotation.AliasFor;

/**
 * Sets the user, the session and other attributes of the trace that calls of the
 * annotated method belong to.
 * <p>
 * Beside {@link Observe @Observe}, or one of its composed forms, the attributes apply to
 * the observation of the method and all observations below. Alone, the annotation creates
 * no observation. The attributes then apply to all observations that are created while
 * the method runs, and while a publisher that it returns is subscribed to.
 * <p>
 * May be declared wherever {@link Observe @Observe} may be. A declaration on the method
 * replaces one on the class as a whole.
 * <p>
 * {@link #userId()}, {@link #sessionId()}, {@link #seed()} and the values of
 * {@link #metadata()} are SpEL expressions; everything else is text with placeholders
 * (<code>${…}</code>) and SpEL between <code>#{</code> and <code>}</code>, see
 * {@link Observe}.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface ObserveTrace {

	/**
	 * Alias for {@link #name()}.
	 * @return the trace's name
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * The name of the trace, instead of that of its root. Text.
	 * @return the trace's name
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * SpEL expression for the user of the observation and all observations below. Beside
	 * {@link Observe @Observe}, it can use {@code #result}. It is then evaluated when the
	 * method has returned, and applies to all observations of the trace that have not
	 * been sent. {@code #authentication} is that of Spring Security.
	 * @return the expression for the user's id
	 */
	String userId() default "";

	/**
	 * SpEL expression for the session of the observation and all observations below, such
	 * as a conversation.
	 * @return the expression for the session's id
	 * @see #userId()
	 */
	String sessionId() default "";

	/**
	 * Tags of the trace. They are added to those of the observations above. Texts, for
	 * example <code>tenant:#{#tenant}</code>.
	 * @return the tags
	 */
	String[] tags() default {};

	/**
	 * Metadata of the trace and all observations below, as {@code "key=SpEL"}.
	 * @return the metadata expressions
	 */
	String[] metadata() default {};

	/**
	 * The environment, in place of {@code langfuse.environment}. Text.
	 * @return the environment
	 */
	String environment() default "";

	/**
	 * SpEL expression for a text that the trace id is derived from, so that the same
	 * text, such as a conversation's id, gives the same trace, in each process. Only the
	 * root of a trace uses the seed; below another observation it is ignored.
	 * @return the expression for the seed
	 */
	String seed() default "";

	/**
	 * The project that the trace goes to: the name of one below
	 * {@code langfuse.projects}, or {@code default}. Text. Only a root chooses the
	 * project, of its whole trace: below another observation it is ignored.
	 * @return the project's name
	 */
	String project() default "";

	/**
	 * Whether each call starts a trace of its own, even inside another observation.
	 * @return whether to start a new trace
	 */
	boolean newTrace() default false;

}
