/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * Takes everything and drops it, so that a benchmark shows what observing costs the
 * caller. Keeps the first observations for a look at them.
 */
final class DiscardingExporter implements ObservationExporter {

	private static final int KEPT = 16;

	private final boolean writing;

	private final List<ObservationData> first = new ArrayList<>();

	private volatile long written;

	/**
	 * Creates an exporter.
	 * @param writing whether to write the JSON of what was captured before dropping it,
	 * which on the way to a server happens on the same thread
	 */
	DiscardingExporter(boolean writing) {
		this.writing = writing;
	}

	@Override
	public void export(List<ObservationData> observations) {
		keepFirst(observations);
		if (this.writing) {
			long characters = 0;
			for (ObservationData observation : observations) {
				characters += length(observation.input()) + length(observation.output());
			}
			this.written += characters;
		}
	}

	synchronized List<ObservationData> first() {
		return List.copyOf(this.first);
	}

	/**
	 * Nothing writes as much in vain as what nobody reads.
	 */
	long written() {
		return this.written;
	}

	private synchronized void keepFirst(List<ObservationData> observations) {
		for (ObservationData observation : observations) {
			if (this.first.size() >= KEPT) {
				return;
			}
			this.first.add(observation);
		}
	}

	private static int length(@Nullable CapturedContent content) {
		return (content != null) ? content.asText().length() : 0;
	}

}
