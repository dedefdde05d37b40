/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * The latest traces, bounded by their number and by the memory they take. The one that
 * has not grown for longest is removed first, always as a whole. Thread-safe.
 */
final class TraceStore implements ObservationExporter {

	/**
	 * Maximum number of removed traces to remember, for clients that request changes and
	 * for late observations, which are not kept.
	 */
	private static final int MAX_REMOVED = 1_000;

	/**
	 * The share of the memory that one trace may take.
	 */
	private static final int PARTS = 4;

	private final int maxTraces;

	private final long maxBytes;

	private final Runnable changed;

	private final Map<TraceKey, KeptTrace> traces = new LinkedHashMap<>();

	private final Map<TraceKey, Long> removed = new LinkedHashMap<>();

	private long bytes;

	private long dropped;

	private volatile long revision;

	/**
	 * The first revision from which on all removed traces are remembered.
	 */
	private long complete;

	/**
	 * Creates a store.
	 * @param maxTraces the maximum number of traces
	 * @param maxBytes the approximate maximum number of bytes
	 * @param changed is notified of each change, on the export thread
	 */
	TraceStore(int maxTraces, long maxBytes, Runnable changed) {
		this.maxTraces = maxTraces;
		this.maxBytes = maxBytes;
		this.changed = changed;
	}

	@Override
	public void export(List<ObservationData> observations) {
		Map<TraceKey, List<ObservationData>> byTrace = new LinkedHashMap<>();
		for (ObservationData observation : observations) {
			byTrace.computeIfAbsent(TraceKey.of(observation), (key) -> new ArrayList<>()).add(observation);
		}
		synchronized (this) {
			byTrace.forEach(this::add);
		}
		this.changed.run();
	}

	private void add(TraceKey key, List<ObservationData> more) {
		if (this.removed.containsKey(key)) {
			return;
		}
		KeptTrace before = this.traces.remove(key);
		KeptTrace trace = (before != null) ? before : KeptTrace.empty(key);
		trace = trace.with(more, this.maxBytes / PARTS, ++this.revision);
		this.bytes += trace.bytes() - ((before != null) ? before.bytes() : 0);
		this.traces.put(key, trace);
		Iterator<KeptTrace> oldest = this.traces.values().iterator();
		while (this.traces.size() > this.maxTraces || (this.bytes > this.maxBytes && this.traces.size() > 1)) {
			KeptTrace gone = oldest.next();
			oldest.remove();
			this.bytes -= gone.bytes();
			this.dropped++;
			this.removed.put(gone.key(), ++this.revision);
		}
		Iterator<Long> forgotten = this.removed.values().iterator();
		while (this.removed.size() > MAX_REMOVED) {
			this.complete = forgotten.next();
			forgotten.remove();
		}
	}

	/**
	 * Marks traces as changed.
	 */
	void touch(Set<TraceKey> keys) {
		synchronized (this) {
			keys.forEach((key) -> this.traces.computeIfPresent(key, (same, trace) -> trace.at(++this.revision)));
		}
		this.changed.run();
	}

	synchronized Snapshot snapshot() {
		List<KeptTrace> all = new ArrayList<>(this.traces.values());
		return new Snapshot(this.revision, all, this.dropped, this.bytes);
	}

	/**
	 * The traces that were removed after a revision.
	 * @return their keys, or {@code null} if not all of them are known any more
	 */
	synchronized @Nullable List<TraceKey> removedSince(long since) {
		if (since < this.complete || since > this.revision) {
			return null;
		}
		return this.removed.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() > since)
			.map(Map.Entry::getKey)
			.toList();
	}

	synchronized @Nullable KeptTrace find(TraceKey key) {
		return this.traces.get(key);
	}

	/**
	 * The projects that have a trace of an id.
	 */
	synchronized Set<String> projects(String traceId) {
		Set<String> projects = new TreeSet<>();
		this.traces.keySet().forEach((key) -> {
			if (key.id().equals(traceId)) {
				projects.add(key.project());
			}
		});
		return projects;
	}

	long revision() {
		return this.revision;
	}

	/**
	 * The kept traces at one moment.
	 *
	 * @param revision the number of the latest change
	 * @param traces the traces, those that have changed last come last
	 * @param dropped how many traces were removed
	 * @param bytes about how many bytes the traces take
	 */
	record Snapshot(long revision, List<KeptTrace> traces, long dropped, long bytes) {

		long withoutContent() {
			return this.traces.stream().filter(KeptTrace::isWithoutContent).count();
		}

	}

}
