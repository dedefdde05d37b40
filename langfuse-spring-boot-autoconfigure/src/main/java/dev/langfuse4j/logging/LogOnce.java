/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.logging;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A logger that says each thing once, so that a fault on a busy path does not flood the
 * log.
 * <p>
 * Thread-safe and bounded: after {@value #LIMIT} different things it stays silent.
 *
 * @since 0.1.0
 */
@Internal
public final class LogOnce {

	private static final int LIMIT = 1_000;

	private final Log logger;

	private final Set<Object> said = ConcurrentHashMap.newKeySet();

	/**
	 * Creates a logger for a class.
	 * @param type the class
	 */
	public LogOnce(Class<?> type) {
		this.logger = LogFactory.getLog(type);
	}

	/**
	 * Logs a message unless one with the same key was logged before.
	 * @param key what the message is about
	 * @param message the message, our own words only
	 */
	public void info(Object key, Supplier<String> message) {
		if (isNew(key)) {
			this.logger.info(message.get());
		}
	}

	/**
	 * Logs a warning unless one with the same key was logged before.
	 * @param key what the warning is about
	 * @param message the message, our own words only
	 */
	public void warn(Object key, Supplier<String> message) {
		if (isNew(key)) {
			this.logger.warn(message.get());
		}
	}

	/**
	 * Logs an error unless one with the same key was logged before.
	 * @param key what the error is about
	 * @param message the message, our own words only
	 */
	public void error(Object key, Supplier<String> message) {
		if (isNew(key)) {
			this.logger.error(message.get());
		}
	}

	/**
	 * Logs a hint for those who look closely, unless one with the same key was logged
	 * before.
	 * @param key what the hint is about
	 * @param message the message, our own words only
	 */
	public void debug(Object key, Supplier<String> message) {
		if (this.logger.isDebugEnabled() && isNew(key)) {
			this.logger.debug(message.get());
		}
	}

	/**
	 * Forgets a key, so that the next message about it is logged again.
	 * @param key what the message was about
	 */
	public void forget(Object key) {
		this.said.remove(keyOf(key));
	}

	private boolean isNew(Object about) {
		Object key = keyOf(about);
		return !this.said.contains(key) && this.said.size() < LIMIT && this.said.add(key);
	}

	/**
	 * The name of a class: a logger outlives the class loader of a restarted application.
	 */
	private static Object keyOf(Object about) {
		return (about instanceof Class<?> type) ? type.getName() : about;
	}

}
