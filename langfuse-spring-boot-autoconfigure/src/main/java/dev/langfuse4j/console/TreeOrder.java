/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * The observations of a trace in the order of their tree: each before those below it,
 * siblings by their start.
 */
final class TreeOrder {

	/**
	 * Orders by start. If two start at the same time, the longer one is above.
	 */
	private static final Comparator<ObservationData> BY_START = Comparator.comparingLong(ObservationData::startTime)
		.thenComparing(Comparator.comparingLong(ObservationData::endTime).reversed());

	private final Map<String, ObservationData> byId = new LinkedHashMap<>();

	private final List<ObservationData> ordered = new ArrayList<>();

	private final @Nullable ObservationData root;

	private final @Nullable String runningRoot;

	TreeOrder(Collection<ObservationData> observations) {
		List<ObservationData> sorted = new ArrayList<>(observations);
		sorted.sort(BY_START);
		sorted.forEach((observation) -> this.byId.put(observation.id(), observation));
		Map<String, List<ObservationData>> children = new HashMap<>();
		Deque<ObservationData> tops = new ArrayDeque<>();
		ObservationData first = null;
		String missing = null;
		for (ObservationData observation : sorted) {
			if (isRoot(observation) || !isKnown(observation.parentId())) {
				tops.add(observation);
				first = (first != null || !isRoot(observation)) ? first : observation;
				missing = (missing != null) ? missing : observation.parentId();
			}
			else {
				children.computeIfAbsent(observation.parentId(), (id) -> new ArrayList<>()).add(observation);
			}
		}
		this.root = first;
		this.runningRoot = (first != null) ? null : missing;
		walk(tops, children);
		if (this.ordered.size() < sorted.size()) {
			// Parents that form a circle
			Set<String> seen = new HashSet<>();
			this.ordered.forEach((observation) -> seen.add(observation.id()));
			sorted.stream().filter((observation) -> seen.add(observation.id())).forEach(this.ordered::add);
		}
	}

	private void walk(Deque<ObservationData> tops, Map<String, List<ObservationData>> children) {
		while (!tops.isEmpty()) {
			ObservationData next = tops.pop();
			this.ordered.add(next);
			List<ObservationData> below = children.getOrDefault(next.id(), List.of());
			for (int i = below.size() - 1; i >= 0; i--) {
				tops.push(below.get(i));
			}
		}
	}

	static boolean isRoot(ObservationData observation) {
		return observation.trace().isRoot(observation.id(), observation.parentId());
	}

	private boolean isKnown(@Nullable String id) {
		return id != null && this.byId.containsKey(id);
	}

	List<ObservationData> ordered() {
		return this.ordered;
	}

	/**
	 * The root that began first, if it has ended.
	 */
	@Nullable ObservationData root() {
		return this.root;
	}

	/**
	 * Returns the ID of the root that has not ended: the parent of the first observation
	 * whose parent is unknown.
	 */
	@Nullable String runningRoot() {
		return this.runningRoot;
	}

	/**
	 * Whether the place of an observation is unknown.
	 */
	boolean isOrphan(ObservationData observation) {
		String parent = observation.parentId();
		return !isRoot(observation) && !isKnown(parent) && parent != null && !parent.equals(this.runningRoot);
	}

	/**
	 * An observation with all below it.
	 */
	static List<ObservationReading> subtree(List<ObservationReading> ordered, String top) {
		List<ObservationReading> subtree = new ArrayList<>();
		Set<String> inside = new HashSet<>();
		for (ObservationReading each : ordered) {
			String parent = each.data().parentId();
			if (each.data().id().equals(top) || (parent != null && inside.contains(parent))) {
				inside.add(each.data().id());
				subtree.add(each);
			}
		}
		return subtree;
	}

}
