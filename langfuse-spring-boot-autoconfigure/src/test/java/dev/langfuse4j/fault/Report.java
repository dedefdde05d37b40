/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Writes what a run saw to {@code target/reliability.md}, as rows for the documentation.
 */
final class Report {

	/**
	 * Whether to take the time that a real outage takes.
	 */
	static final boolean SOAK = Boolean.getBoolean("langfuse.test.soak");

	private static final Path FILE = Path.of("target", "reliability.md");

	private Report() {
	}

	static synchronized void row(Object... cells) {
		StringBuilder row = new StringBuilder("|");
		for (Object cell : cells) {
			String text = (cell instanceof Double number) ? String.format(Locale.ROOT, "%.3f", number) : "" + cell;
			row.append(' ').append(text).append(" |");
		}
		try {
			Files.createDirectories(FILE.getParent());
			Files.writeString(FILE, row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
