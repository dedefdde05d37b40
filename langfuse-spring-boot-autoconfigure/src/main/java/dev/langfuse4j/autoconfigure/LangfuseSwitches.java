/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Reads switches before the properties are bound.
 */
final class LangfuseSwitches {

	private LangfuseSwitches() {
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
