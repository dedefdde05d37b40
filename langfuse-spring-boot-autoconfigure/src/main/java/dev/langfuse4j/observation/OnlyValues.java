/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The values that are the only ones of their kind among the observations below a root:
 * where there is one user, the whole trace is that user's. Of fixed size; thread-safe.
 */
final class OnlyValues {

	private static final Object SEVERAL = new Object();

	private static final int USER = 0;

	private static final int SESSION = 1;

	private static final int NAME = 2;

	private static final int VERSION = 3;

	private static final int ENVIRONMENT = 4;

	private static final int VISIBLE = 5;

	private final @Nullable Object[] values = new Object[VISIBLE + 1];

	/**
	 * Spares the many that have the same as the one before.
	 */
	private volatile TraceAttributes last = TraceAttributes.NONE;

	/**
	 * Adds those that hold somewhere.
	 * @return whether there may be more of them now
	 */
	boolean add(TraceAttributes attributes) {
		if (attributes == this.last || attributes == TraceAttributes.NONE) {
			return false;
		}
		this.last = attributes;
		addEach(attributes);
		return true;
	}

	private synchronized void addEach(TraceAttributes attributes) {
		add(USER, attributes.userId());
		add(SESSION, attributes.session());
		add(NAME, attributes.name());
		add(VERSION, attributes.version());
		add(ENVIRONMENT, attributes.environment());
		add(VISIBLE, attributes.isPublic());
	}

	private void add(int kind, @Nullable Object value) {
		Object known = this.values[kind];
		if (value != null && !Objects.equals(known, value)) {
			this.values[kind] = (known != null) ? SEVERAL : value;
		}
	}

	/**
	 * The values that occur alone. The session counts as that of a conversation, so that
	 * any session the root has wins over it.
	 */
	synchronized TraceAttributes get() {
		return new TraceAttributes(only(USER, String.class), null, only(SESSION, String.class),
				only(NAME, String.class), Set.of(), Map.of(), only(VERSION, String.class),
				only(ENVIRONMENT, String.class), only(VISIBLE, Boolean.class));
	}

	/**
	 * About how many bytes they hold.
	 */
	synchronized int weight() {
		int weight = 0;
		for (Object value : this.values) {
			weight += (value instanceof String text) ? text.length() : 0;
		}
		return weight;
	}

	private <T> @Nullable T only(int kind, Class<T> type) {
		Object value = this.values[kind];
		return type.isInstance(value) ? type.cast(value) : null;
	}

}
