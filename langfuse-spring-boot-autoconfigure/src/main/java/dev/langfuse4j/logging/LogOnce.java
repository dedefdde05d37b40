/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.logging;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A logger that says each thing once, so that a fault on a busy path does not flood the
 * log.
 * <p>
 * A logger in a field of a bean, or of an object that a bean refers to, ends with its
 * application context. Static code has no such object. Its {@linkplain #shared shared}
 * logger forgets each time a context starts: the log of the new context would otherwise
 * not show a fault that an earlier context of the same process had, such as before a
 * restart by the developer tools or in an earlier test. While several contexts run, a
 * shared logger says each thing once for all of them.
 * <p>
 * Thread-safe and bounded: after {@value #LIMIT} different things it stays silent.
 *
 * @since 0.1.0
 */
@Internal
public final class LogOnce {

	private static final int LIMIT = 1_000;

	/**
	 * The number of contexts that have started.
	 */
	private static final AtomicInteger contexts = new AtomicInteger();

	private final Log logger;

	private final boolean shared;

	private final AtomicReference<Said> said = new AtomicReference<>(new Said(contexts.get()));

	/**
	 * Creates a logger for a class.
	 * @param type the class
	 */
	public LogOnce(Class<?> type) {
		this(type, false);
	}

	private LogOnce(Class<?> type, boolean shared) {
		this.logger = LogFactory.getLog(type);
		this.shared = shared;
	}

	/**
	 * Creates a logger for a static field of a class. It forgets what it has logged when
	 * an application context starts.
	 * @param type the class
	 * @return the logger
	 */
	public static LogOnce shared(Class<?> type) {
		return new LogOnce(type, true);
	}

	/**
	 * Notes that an application context starts: shared loggers forget what they have
	 * logged.
	 */
	public static void contextStarts() {
		contexts.incrementAndGet();
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
		said().remove(keyOf(key));
	}

	private boolean isNew(Object about) {
		Object key = keyOf(about);
		Set<Object> known = said();
		return !known.contains(key) && known.size() < LIMIT && known.add(key);
	}

	private Set<Object> said() {
		Said known = this.said.get();
		int context = contexts.get();
		if (!this.shared || known.context() == context) {
			return known.keys();
		}
		return this.said.updateAndGet((latest) -> (latest.context() - context < 0) ? new Said(context) : latest).keys();
	}

	/**
	 * The name of a class: a logger outlives the class loader of a restarted application.
	 */
	private static Object keyOf(Object about) {
		return (about instanceof Class<?> type) ? type.getName() : about;
	}

	/**
	 * Keys of the messages that were logged.
	 *
	 * @param context the number of contexts that had started before
	 * @param keys the keys
	 */
	private record Said(int context, Set<Object> keys) {

		Said(int context) {
			this(context, ConcurrentHashMap.newKeySet());
		}

	}

}
