/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The state of a trace in the export queue: whether it is incomplete, and the attributes
 * that its waiting observations share. These are in memory once, as long as any of the
 * observations waits. Thread-safe.
 */
final class QueuedTrace {

	private volatile boolean incomplete;

	private int waiting;

	/**
	 * The size of the shared attributes, in bytes.
	 */
	private int common;

	/**
	 * Number of observations with the attributes of a part of the trace.
	 */
	private @Nullable Map<TraceAttributes, Integer> parts;

	private @Nullable LongConsumer growth;

	boolean isIncomplete() {
		return this.incomplete;
	}

	void markIncomplete() {
		this.incomplete = true;
	}

	/**
	 * Records another waiting observation.
	 * @param trace the trace
	 * @param part the values that it has in common with some of the others
	 * @param growth is notified of the growth of the common values
	 * @return the number of additional bytes
	 */
	synchronized int hold(TraceState trace, TraceAttributes part, LongConsumer growth) {
		int more = 0;
		if (this.waiting++ == 0) {
			this.common = trace.commonWeight();
			this.growth = growth;
			more = this.common;
		}
		if (part == TraceAttributes.NONE) {
			return more;
		}
		this.parts = (this.parts != null) ? this.parts : new IdentityHashMap<>(1);
		return (this.parts.merge(part, 1, Integer::sum) == 1) ? more + part.weight() : more;
	}

	/**
	 * Notes that one observation no longer waits.
	 * @return how many bytes less they hold
	 */
	synchronized int letGo(TraceAttributes part) {
		int less = 0;
		if (this.parts != null && part != TraceAttributes.NONE
				&& this.parts.computeIfPresent(part, (key, count) -> (count > 1) ? count - 1 : null) == null) {
			less = part.weight();
		}
		if (--this.waiting == 0) {
			less += this.common;
			this.growth = null;
		}
		return less;
	}

	/**
	 * Notes that the shared attributes have changed.
	 */
	synchronized void changed(TraceState trace) {
		if (this.growth != null) {
			int now = trace.commonWeight();
			this.growth.accept(now - this.common);
			this.common = now;
		}
	}

}
