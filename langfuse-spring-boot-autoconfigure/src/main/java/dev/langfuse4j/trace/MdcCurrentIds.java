/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.core.NamedThreadLocal;

/**
 * Puts the ids where log lines find them. When nothing of this application context is
 * current any more, those of another one are there again that were before. Loaded only
 * where SLF4J is on the class path.
 *
 * @since 0.1.0
 */
@Internal
public final class MdcCurrentIds implements CurrentIds {

	private static final String TRACE_ID = "langfuse.traceId";

	private static final String OBSERVATION_ID = "langfuse.observationId";

	/**
	 * The values in the MDC before those of Langfuse replaced them.
	 */
	private final ThreadLocal<Shown> before = new NamedThreadLocal<>("langfuse ids before");

	/**
	 * Creates what puts them there.
	 */
	public MdcCurrentIds() {
	}

	@Override
	public void changed(@Nullable String traceId, @Nullable String observationId) {
		Shown shown = this.before.get();
		if (traceId != null) {
			if (shown == null) {
				this.before.set(new Shown(MDC.get(TRACE_ID), MDC.get(OBSERVATION_ID)));
			}
			show(traceId, observationId);
		}
		else if (shown != null) {
			this.before.remove();
			show(shown.traceId(), shown.observationId());
		}
	}

	private static void show(@Nullable String traceId, @Nullable String observationId) {
		if (traceId != null) {
			MDC.put(TRACE_ID, traceId);
			MDC.put(OBSERVATION_ID, observationId);
		}
		else {
			MDC.remove(TRACE_ID);
			MDC.remove(OBSERVATION_ID);
		}
	}

	private record Shown(@Nullable String traceId, @Nullable String observationId) {

	}

}
