/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.util.Set;

import dev.langfuse4j.export.ExportListener;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.ExportStatus;
import dev.langfuse4j.lang.Internal;

import org.springframework.util.Assert;

/**
 * Provides the state of the export of each project for health, meters and the endpoint.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ExportGauges {

	private final ProjectExports exports;

	private final ExportStatistics unrouted;

	private final ExportStatistics unroutedScores;

	ExportGauges(ProjectExports exports, ExportStatistics unrouted, ExportStatistics unroutedScores) {
		this.exports = exports;
		this.unrouted = unrouted;
		this.unroutedScores = unroutedScores;
	}

	/**
	 * The projects that are configured.
	 * @return their names, an unmodifiable set
	 */
	public Set<String> projects() {
		return this.exports.names();
	}

	/**
	 * Returns the current state of the export of a project.
	 * @param project one of {@link #projects()}
	 * @return a snapshot
	 */
	public ExportStatus status(String project) {
		return find(project).status();
	}

	/**
	 * The account of a project.
	 * @param project one of {@link #projects()}
	 * @return live statistics
	 */
	public ExportStatistics statistics(String project) {
		return find(project).statistics();
	}

	/**
	 * Returns the counts of observations that were lost without a project.
	 * @return live statistics
	 */
	public ExportStatistics unrouted() {
		return this.unrouted;
	}

	/**
	 * Returns the number of repeated model calls of a project.
	 * @param project one of {@link #projects()}
	 * @return the count since the start
	 */
	public long duplicates(String project) {
		return find(project).duplicates().count();
	}

	/**
	 * The tokens that model calls used which ran before in the same trace.
	 * @param project one of {@link #projects()}
	 * @return the tokens since the start
	 */
	public long duplicateTokens(String project) {
		return find(project).duplicates().tokens();
	}

	/**
	 * Returns the number of requests of a project that were sent uncompressed.
	 * @param project one of {@link #projects()}
	 * @return the count since the start
	 */
	public long uncompressed(String project) {
		return find(project).uncompressed();
	}

	/**
	 * Tells of the work of the export from now on.
	 * @param project one of {@link #projects()}
	 * @param listener whom to tell
	 */
	public void listen(String project, ExportListener listener) {
		find(project).listeners().add(listener);
	}

	/**
	 * Returns the current state of the export of a project's scores.
	 * @param project one of {@link #projects()}
	 * @return a snapshot
	 */
	public ExportStatus scoreStatus(String project) {
		return find(project).scores().status();
	}

	/**
	 * The account of a project's scores.
	 * @param project one of {@link #projects()}
	 * @return live statistics
	 */
	public ExportStatistics scoreStatistics(String project) {
		return find(project).scores().queue().statistics();
	}

	/**
	 * The account of the scores that were lost for want of a project that takes them.
	 * @return live statistics
	 */
	public ExportStatistics unroutedScores() {
		return this.unroutedScores;
	}

	/**
	 * Tells of the export of scores from now on.
	 * @param project one of {@link #projects()}
	 * @param listener whom to tell
	 */
	public void listenToScores(String project, ExportListener listener) {
		find(project).scores().listeners().add(listener);
	}

	private ProjectExport find(String project) {
		ProjectExport found = this.exports.names().contains(project) ? this.exports.find(project) : null;
		Assert.notNull(found, "There is no such project");
		return found;
	}

}
