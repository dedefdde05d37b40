/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Reads switches before the properties are bound.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseSwitches {

	private LangfuseSwitches() {
	}

	/**
	 * Whether Langfuse is enabled.
	 * @param binder reads the properties
	 * @return whether it is
	 */
	public static boolean isEnabled(Binder binder) {
		return isOn(binder, "langfuse.enabled", true) && isOn(binder, "langfuse.tracing-enabled", true);
	}

	/**
	 * An invalid boolean is reported when the properties are bound.
	 */
	static boolean isOn(Binder binder, String property, boolean defaultValue) {
		try {
			return binder.bind(property, Boolean.class).orElse(defaultValue);
		}
		catch (BindException ex) {
			return defaultValue;
		}
	}

}
