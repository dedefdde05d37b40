/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.langfuse4j.lang.Internal;

import org.springframework.context.annotation.Conditional;

/**
 * Matches if the version of an optional library on the classpath has all types and
 * members that the room for it uses. Otherwise one line is logged with the first missing
 * one, and the library is not supported.
 * <p>
 * The condition reads the used types and members from byte code: that of the annotated
 * configuration, of the configurations nested in it that match, and of all classes of
 * {@link #room()} that can be reached from there. For auto-configurations of this
 * project.
 *
 * @since 0.1.0
 */
@Internal
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnLinkageCondition.class)
public @interface ConditionalOnLinkage {

	/**
	 * The library as users call it.
	 * @return its name
	 */
	String library();

	/**
	 * The package of our code for it.
	 * @return its name
	 */
	String room();

	/**
	 * Types that stand for modules of the library. Where one is absent, nothing of its
	 * package and those below is looked for.
	 * @return the names of the types
	 */
	String[] modules() default {};

}
