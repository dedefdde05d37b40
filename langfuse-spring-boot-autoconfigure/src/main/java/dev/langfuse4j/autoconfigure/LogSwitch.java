/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.export.log.LogObservationExporter;
import dev.langfuse4j.export.pipeline.OptionalExporter;
import org.jspecify.annotations.Nullable;

/**
 * Traces in the log, if they are to be there.
 */
final class LogSwitch implements OptionalExporter {

	private final @Nullable ObservationExporter log;

	LogSwitch(boolean on) {
		this.log = on ? new LogObservationExporter() : null;
	}

	@Override
	public @Nullable ObservationExporter exporter() {
		return this.log;
	}

	@Override
	public String startupNote() {
		return "";
	}

}
