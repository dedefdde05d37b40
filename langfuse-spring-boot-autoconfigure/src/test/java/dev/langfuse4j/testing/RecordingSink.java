/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.trace.ObservationSink;

/**
 * Keeps what has ended.
 */
public final class RecordingSink implements ObservationSink {

	private final List<ObservationData> observations = new CopyOnWriteArrayList<>();

	private volatile boolean open = true;

	@Override
	public boolean isOpen() {
		return this.open;
	}

	@Override
	public void accept(ObservationData observation) {
		this.observations.add(observation);
	}

	public void close() {
		this.open = false;
	}

	public List<ObservationData> all() {
		return this.observations;
	}

	public ObservationData named(String name) {
		List<ObservationData> named = this.observations.stream()
			.filter((observation) -> observation.name().equals(name))
			.toList();
		if (named.size() != 1) {
			throw new AssertionError("Expected one '" + name + "' among "
					+ this.observations.stream().map(ObservationData::name).toList());
		}
		return named.get(0);
	}

}
