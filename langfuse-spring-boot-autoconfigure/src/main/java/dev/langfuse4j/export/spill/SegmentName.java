/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a file of requests: when it was made, and what tells it from others of that
 * time. The order of the names is that of the times.
 */
final class SegmentName {

	static final Pattern ANY = Pattern.compile(".+\\.spill");

	private SegmentName() {
	}

	/**
	 * Names a file. Its digits do not depend on the locale: not every file system takes
	 * every letter.
	 */
	static String of(long created, long sequence, Path directory) {
		return String.format(Locale.ROOT, "%013d-%06d-%.8s.spill", created, sequence, directory.getFileName());
	}

	/**
	 * Returns the time at which a file was created, in milliseconds since the epoch.
	 */
	static long created(Path file) {
		try {
			return Long.parseLong(file.getFileName().toString().split("-")[0]);
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

}
