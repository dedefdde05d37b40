/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Registers the types of this library that a native image must keep. Spring Boot finds
 * the configuration properties, and the application's types are found with its beans.
 */
final class LangfuseRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern("dev/langfuse4j/http/sdk.properties");
		// Converted to by its methods valueOf
		hints.reflection().registerType(SecondsOrDuration.class, MemberCategory.INVOKE_PUBLIC_METHODS);
		if (ScheduledTasksPostProcessor.DECORATOR != null) {
			hints.reflection().registerField(ScheduledTasksPostProcessor.DECORATOR);
		}
	}

}
