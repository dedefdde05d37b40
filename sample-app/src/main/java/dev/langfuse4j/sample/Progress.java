/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * A progress bar: one line that moves on a terminal, a line now and then in a log.
 */
final class Progress {

	private static final Log logger = LogFactory.getLog(Progress.class);

	private static final int LOG_INTERVAL_MILLIS = 10_000;

	private Progress() {
	}

	static ProgressBar of(String task, int max) {
		ProgressBarBuilder builder = new ProgressBarBuilder().setTaskName(task).setInitialMax(max);
		if (!isTerminal()) {
			AtomicReference<String> last = new AtomicReference<>();
			builder.setConsumer(new DelegatingProgressBarConsumer((line) -> {
				if (!line.equals(last.getAndSet(line))) {
					logger.info(line);
				}
			})).setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(LOG_INTERVAL_MILLIS);
		}
		return builder.build();
	}

	/**
	 * Uses the library that draws the bar, because the result of {@code System.console()}
	 * depends on the JDK.
	 */
	private static boolean isTerminal() {
		try (Terminal terminal = TerminalBuilder.builder()
			.system(true)
			.systemOutput(TerminalBuilder.SystemOutput.SysErr)
			.dumb(true)
			.build()) {
			return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
		}
		catch (IOException | IllegalStateException ex) {
			return false;
		}
	}

}
