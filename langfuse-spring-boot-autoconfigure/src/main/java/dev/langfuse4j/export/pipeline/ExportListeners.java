/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.langfuse4j.export.ExportListener;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.logging.LogOnce;

/**
 * Tells all listeners, of which none can harm the export.
 */
final class ExportListeners implements ExportListener {

	private final LogOnce logger = new LogOnce(ExportListeners.class);

	private final List<ExportListener> listeners = new CopyOnWriteArrayList<>();

	void add(ExportListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public void encoded(int observations, long nanos) {
		tell((listener) -> listener.encoded(observations, nanos));
	}

	@Override
	public void answered(Outcome.Kind outcome, int observations, long nanos) {
		tell((listener) -> listener.answered(outcome, observations, nanos));
	}

	private void tell(Consumer<ExportListener> event) {
		for (ExportListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (Throwable ex) {
				this.logger.warn(listener.getClass(), () -> "Meters of the export failed: " + ex.getClass().getName());
			}
		}
	}

}
