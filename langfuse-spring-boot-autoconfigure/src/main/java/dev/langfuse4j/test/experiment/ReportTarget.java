/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Knows where reports go: to a directory of the build, to the summary of GitHub Actions,
 * and, if the experiment passed, to the log.
 */
final class ReportTarget {

	private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

	private static final Log logger = LogFactory.getLog(ReportTarget.class);

	private final Path directory;

	private final @Nullable Path summary;

	ReportTarget(Path directory, @Nullable Path summary) {
		this.directory = directory;
		this.summary = summary;
	}

	/**
	 * The usual files.
	 * @param directory the directory for reports, {@code null} for that of the build
	 */
	static ReportTarget of(@Nullable String directory) {
		String summary = System.getenv(SUMMARY);
		return new ReportTarget((directory != null) ? Path.of(directory) : buildDirectory(),
				(summary != null && !summary.isBlank()) ? Path.of(summary) : null);
	}

	/**
	 * Returns the build directory of Maven, or that of Gradle if only that one exists.
	 */
	private static Path buildDirectory() {
		boolean gradle = !Files.isDirectory(Path.of("target")) && Files.isDirectory(Path.of("build"));
		return Path.of(gradle ? "build" : "target", "langfuse");
	}

	/**
	 * Writes a report. A disk that is full is no reason why an experiment fails.
	 * @return the report as text, with the file that was written
	 */
	String write(ReportData report) {
		String text = ReportText.text(report);
		try {
			text += ReportFiles.write(report, this.directory);
			if (this.summary != null) {
				ReportFiles.append(report, this.summary);
			}
		}
		catch (UncheckedIOException ex) {
			logger.warn(ex.getMessage() + ": " + ex.getCause());
		}
		if (report.passed()) {
			logger.info(text);
		}
		return text;
	}

}
