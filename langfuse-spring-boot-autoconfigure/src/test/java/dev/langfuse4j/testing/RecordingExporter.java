/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is exported.
 */
public final class RecordingExporter implements ObservationExporter {

	private final List<ObservationData> observations = new CopyOnWriteArrayList<>();

	@Override
	public void export(List<ObservationData> observations) {
		this.observations.addAll(observations);
	}

	public List<ObservationData> all() {
		return this.observations;
	}

	public List<String> names() {
		return this.observations.stream().map(ObservationData::name).toList();
	}

	public ObservationData named(String name) {
		List<ObservationData> named = this.observations.stream()
			.filter((observation) -> observation.name().equals(name))
			.toList();
		if (named.size() != 1) {
			throw new AssertionError("Expected one '" + name + "' among " + names());
		}
		return named.get(0);
	}

	public static @Nullable String text(@Nullable CapturedContent content) {
		return (content != null) ? content.asText() : null;
	}

}
