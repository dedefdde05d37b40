/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes reports to files, and reads them.
 */
final class ReportFiles {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.enable(SerializationFeature.INDENT_OUTPUT)
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	private static final int MAX_NAME = 100;

	private ReportFiles() {
	}

	static String json(ReportData report) {
		return MAPPER.writeValueAsString(report);
	}

	/**
	 * Reads a report.
	 * @throws IllegalArgumentException if it is none
	 */
	static ReportData read(byte[] json, String source) {
		try {
			ReportData report = MAPPER.readValue(json, ReportData.class);
			if (report.items() == null || report.aggregation() == null) {
				throw new IllegalArgumentException(source + " is not a report of an experiment: it has no items");
			}
			return report;
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(
					source + " is not a report of an experiment, but should be one of the files experiment-<name>.json",
					ex);
		}
	}

	/**
	 * Writes both files.
	 * @return the file with JSON
	 */
	static Path write(ReportData report, Path directory) {
		String name = "experiment-" + fileName(report.name());
		Path json = directory.resolve(name + ".json");
		try {
			Files.createDirectories(directory);
			Files.writeString(json, json(report));
			Files.writeString(directory.resolve(name + ".md"), ReportText.markdown(report));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The report of experiment '" + report.name() + "' cannot be written to "
					+ directory.toAbsolutePath(), ex);
		}
		return json;
	}

	/**
	 * Appends to the summary of a CI server.
	 */
	static void append(ReportData report, Path summary) {
		try {
			// At once, as others may append too
			Files.write(summary, ReportText.markdown(report).getBytes(StandardCharsets.UTF_8),
					StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(
					"The report of experiment '" + report.name() + "' cannot be appended to " + summary, ex);
		}
	}

	private static String fileName(String name) {
		String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
		String bounded = plain.substring(0, Math.min(plain.length(), MAX_NAME));
		return !bounded.isEmpty() ? bounded : Integer.toHexString(name.hashCode());
	}

}
