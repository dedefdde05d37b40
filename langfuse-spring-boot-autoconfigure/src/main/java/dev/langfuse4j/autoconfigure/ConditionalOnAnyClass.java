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
 * Skips an auto-configuration whose nested configurations have no library. Otherwise,
 * each of them would be read for its own condition.
 *
 * @since 0.1.0
 */
@Internal
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnAnyClassCondition.class)
public @interface ConditionalOnAnyClass {

	/**
	 * The types of which at least one must be on the classpath.
	 * @return the names of the types
	 */
	String[] value();

}
