/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.langfuse4j.export.log.TraceTree;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationData;

/**
 * The observations of one trace.
 *
 * @param id the trace id, 32 lower-case hex digits
 * @param observations the observations in the order in which they ended, never empty
 * @since 0.1.0
 */
public record RecordedTrace(String id, List<ObservationData> observations) {

	private static final Comparator<ObservationData> BY_START = Comparator.comparingLong(ObservationData::startTime);

	/**
	 * Creates a trace.
	 * @param id the trace id
	 * @param observations the observations
	 */
	@Internal
	public RecordedTrace {
		observations = List.copyOf(observations);
	}

	/**
	 * The observations without a recorded parent: one, unless the real root has not ended
	 * yet, or the trace was begun several times, such as from a seed.
	 * @return the observations in the order in which they began
	 */
	public List<ObservationData> roots() {
		Set<String> ids = this.observations.stream().map(ObservationData::id).collect(Collectors.toSet());
		return this.observations.stream()
			.filter((observation) -> observation.parentId() == null || !ids.contains(observation.parentId()))
			.sorted(BY_START)
			.toList();
	}

	/**
	 * The observations right below one.
	 * @param parent the one above
	 * @return the observations in the order in which they began
	 */
	public List<ObservationData> childrenOf(ObservationData parent) {
		return this.observations.stream()
			.filter((observation) -> Objects.equals(observation.parentId(), parent.id()))
			.sorted(BY_START)
			.toList();
	}

	/**
	 * The trace as a tree, for people.
	 */
	@Override
	public String toString() {
		return new TraceTree().draw(this.id, this.observations);
	}

}
