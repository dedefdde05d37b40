/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import dev.langfuse4j.logging.Escape;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs the content of the spill directory and its failures. A failure is logged again
 * only after some minutes. Used by the export thread only.
 */
final class SpillLog {

	private static final Log logger = LogFactory.getLog(Delivery.class);

	private static final long QUIET = Duration.ofMinutes(5).toNanos();

	private static final int MAX_REASON = 100;

	private final RequestKind kind;

	private boolean saidUse;

	private final Map<String, Long> saidFailures = new HashMap<>();

	private boolean failing;

	SpillLog(RequestKind kind) {
		this.kind = kind;
	}

	void found(long items) {
		if (items > 0) {
			logger.info(
					"Langfuse: " + items + " " + this.kind.items() + " wait in the spill directory and are being sent");
		}
	}

	void left(long items) {
		if (items > 0) {
			logger.info(
					"Langfuse: " + items + " " + this.kind.items() + " wait in the spill directory for the next start");
		}
	}

	/**
	 * Logs that a request was written.
	 */
	void kept() {
		if (!this.saidUse) {
			this.saidUse = true;
			logger.warn("Langfuse: " + this.kind.items()
					+ " without room in memory wait in the spill directory until the server accepts them");
		}
		if (this.failing) {
			this.failing = false;
			logger.info("Langfuse: the spill directory accepts " + this.kind.items() + " again");
		}
	}

	/**
	 * Logs a failure of the directory.
	 */
	void failed(Exception ex) {
		long now = System.nanoTime();
		String cause = ex.getClass().getName() + reason(ex);
		Long before = this.saidFailures.get(cause);
		if (before == null || now - before > QUIET) {
			this.saidFailures.put(cause, now);
			this.failing = true;
			logger.error("Langfuse: the spill directory (langfuse.export.spill.directory) fails: " + cause
					+ ". Requests stay in memory while there is room. Langfuse tries the directory again");
		}
	}

	/**
	 * The reason that the operating system gives, without names of files.
	 */
	private static String reason(Exception ex) {
		String reason = (ex instanceof FileSystemException file) ? file.getReason() : ex.getMessage();
		return (reason != null) ? " (" + Escape.line(reason, MAX_REASON) + ")" : "";
	}

}
