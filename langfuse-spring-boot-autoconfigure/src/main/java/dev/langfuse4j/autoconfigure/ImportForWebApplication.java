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

import org.springframework.context.annotation.Import;

/**
 * Imports the configurations for the type of the web application. Those for the other
 * type are not even read, which takes longer than to evaluate their conditions.
 *
 * @since 0.1.0
 */
@Internal
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(WebApplicationImports.class)
public @interface ImportForWebApplication {

	/**
	 * Configurations for servlet applications, in addition to their own conditions.
	 * @return the configurations
	 */
	Class<?>[] servlet();

	/**
	 * Configurations for reactive applications, in addition to their own conditions.
	 * @return the configurations
	 */
	Class<?>[] reactive();

}
