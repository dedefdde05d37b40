/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.export.pipeline.OptionalExporter;
import org.jspecify.annotations.Nullable;

/**
 * The console, if there is one. Names no type of it: Spring looks at all signatures of
 * beans, and while the console is off nothing of it is to be loaded.
 */
final class ConsoleSwitch implements OptionalExporter {

	private final @Nullable ObservationExporter console;

	private final String startupNote;

	ConsoleSwitch(@Nullable ObservationExporter console, String startupNote) {
		this.console = console;
		this.startupNote = startupNote;
	}

	/**
	 * Creates a switch without a console.
	 * @param wanted whether it is enabled
	 * @param hint whether to mention that it exists
	 */
	static ConsoleSwitch off(boolean wanted, boolean hint) {
		if (wanted) {
			return new ConsoleSwitch(null,
					". The console is not available: it requires a web application with Langfuse enabled");
		}
		return new ConsoleSwitch(null, hint ? ". To see traces in the browser, set langfuse.console.enabled=true" : "");
	}

	@Override
	public @Nullable ObservationExporter exporter() {
		return this.console;
	}

	@Override
	public String startupNote() {
		return this.startupNote;
	}

}
