/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Says where the console is once the server runs, and ends its streams before the server
 * stops, which otherwise waits for them.
 */
final class ConsoleLifecycle implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(LangfuseConsoleAutoConfiguration.class);

	private final boolean on;

	private final Runnable announcement;

	private final Runnable end;

	private volatile boolean running;

	ConsoleLifecycle(boolean on, Runnable announcement, Runnable end) {
		this.on = on;
		this.announcement = announcement;
		this.end = end;
	}

	static ConsoleLifecycle off() {
		return new ConsoleLifecycle(false, () -> {
		}, () -> {
		});
	}

	/**
	 * The one line with the address, which opens the console.
	 */
	static void announce(String address, ConsoleProperties properties, boolean secured) {
		logger.info("Langfuse console: " + address
				+ (secured ? " (the rules of Spring Security apply first, see docs/console.md)" : ""));
		if (properties.isAllowRemote()) {
			logger.warn("The Langfuse console accepts requests from other machines " + "(langfuse.console.allow-remote)"
					+ (address.contains("?token=") ? "" : " without a token (langfuse.console.token)")
					+ ". It shows the content of prompts");
		}
	}

	@Override
	public void start() {
		this.running = true;
		this.announcement.run();
	}

	@Override
	public void stop() {
		this.running = false;
		this.end.run();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isAutoStartup() {
		return this.on;
	}

	/**
	 * The default is the latest to start and the first to stop, which suits.
	 */
	@Override
	public int getPhase() {
		return DEFAULT_PHASE;
	}

}
