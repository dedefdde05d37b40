/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Decides whether Langfuse is active. Only this type reads {@code langfuse.enabled} and
 * {@code langfuse.tracing-enabled}: beans receive it, and types that run before there are
 * beans create one. It is not a condition, which ahead-of-time processing would freeze.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseActivation {

	private final boolean active;

	private LangfuseActivation(boolean active) {
		this.active = active;
	}

	/**
	 * Reads the properties. An invalid value counts as the default: it stops the start
	 * when the properties are bound.
	 * @param environment the environment of the application
	 * @return whether Langfuse is active
	 */
	public static LangfuseActivation of(Environment environment) {
		Binder binder = Binder.get(environment);
		return new LangfuseActivation(LangfuseSwitches.isOn(binder, "langfuse.enabled", true)
				&& LangfuseSwitches.isOn(binder, "langfuse.tracing-enabled", true));
	}

	/**
	 * Whether observations are recorded. If not, the beans are still present and calls to
	 * them are no-ops.
	 * @return whether they are
	 */
	public boolean isActive() {
		return this.active;
	}

}
