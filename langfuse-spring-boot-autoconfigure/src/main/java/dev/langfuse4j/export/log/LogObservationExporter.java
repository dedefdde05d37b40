/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.log;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.export.ScoreExporter;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.score.ScoreData;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Prints each trace to the log as a tree when its root has ended, with the scores that
 * were given until then. For development: traces can be seen without a server. An
 * observation that ends after its root is printed on its own, as is a later score.
 * Switched on by {@code langfuse.export.log}.
 *
 * @since 0.1.0
 */
@Internal
public final class LogObservationExporter implements ObservationExporter, ScoreExporter {

	private static final Log logger = LogFactory.getLog(LogObservationExporter.class);

	/**
	 * Maximum number of traces without a root to keep.
	 */
	private static final int MAX_TRACES = 200;

	/**
	 * Maximum number of observations of such a trace to keep.
	 */
	private static final int MAX_OBSERVATIONS = 500;

	/**
	 * Maximum memory of all traces.
	 */
	private static final long MAX_BYTES = 16 * 1024 * 1024;

	private final Map<String, List<ObservationData>> unfinished = new LinkedHashMap<>();

	private final TraceScores scores = new TraceScores();

	private long bytes;

	private final TraceTree tree = new TraceTree();

	/**
	 * Creates the exporter.
	 */
	public LogObservationExporter() {
	}

	@Override
	public synchronized void export(List<ObservationData> observations) {
		Set<String> complete = new LinkedHashSet<>();
		for (ObservationData observation : observations) {
			String traceId = observation.trace().traceId();
			List<ObservationData> members = this.unfinished.computeIfAbsent(traceId, (id) -> new ArrayList<>());
			members.add(observation);
			this.bytes += observation.weight();
			if (observation.trace().isRoot(observation.id(), observation.parentId())
					|| members.size() > MAX_OBSERVATIONS) {
				complete.add(traceId);
			}
		}
		complete.forEach(this::print);
		Iterator<String> oldest = List.copyOf(this.unfinished.keySet()).iterator();
		while (oldest.hasNext() && (this.unfinished.size() > MAX_TRACES || this.bytes > MAX_BYTES)) {
			print(oldest.next());
		}
	}

	@Override
	public synchronized void exportScores(List<ScoreData> scores) {
		for (ScoreData score : this.scores.add(scores)) {
			logger.info(TraceTree.line(score));
		}
	}

	private void print(String traceId) {
		List<ObservationData> members = this.unfinished.remove(traceId);
		if (members != null) {
			this.bytes -= members.stream().mapToLong(ObservationData::weight).sum();
			logger.info(this.tree.draw(traceId, members, this.scores.take(traceId)));
		}
	}

}
