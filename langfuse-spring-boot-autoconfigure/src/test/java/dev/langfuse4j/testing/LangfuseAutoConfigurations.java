/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.util.List;
import java.util.stream.StreamSupport;

import dev.langfuse4j.Langfuse;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.util.ClassUtils;

/**
 * The auto-configurations that an application with the starter has.
 */
public final class LangfuseAutoConfigurations {

	private LangfuseAutoConfigurations() {
	}

	/**
	 * Returns all of ours.
	 * @return those that Spring Boot would find
	 */
	public static AutoConfigurations all() {
		ClassLoader classLoader = Langfuse.class.getClassLoader();
		List<Class<?>> classes = StreamSupport
			.stream(ImportCandidates.load(AutoConfiguration.class, classLoader).spliterator(), false)
			.filter((name) -> name.startsWith("dev.langfuse4j."))
			.<Class<?>>map((name) -> ClassUtils.resolveClassName(name, classLoader))
			.toList();
		return AutoConfigurations.of(classes.toArray(Class<?>[]::new));
	}

}
