/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Marks an observation of another library that opens its scope where it asks and closes
 * it where the answer arrives, perhaps on another thread. Micrometer would keep the scope
 * on the first thread, and make current on the second what was current on the first. So a
 * marked observation is current on neither.
 *
 * @since 0.1.0
 */
@Internal
public final class AsyncScope {

	private volatile Observation.@Nullable Scope before;

	private AsyncScope() {
	}

	/**
	 * Marks an observation that has started and whose scope is about to be opened.
	 * @param context the context of the observation
	 */
	public static void mark(Observation.Context context) {
		context.put(AsyncScope.class, new AsyncScope());
	}

	/**
	 * Leaves a scope that was just opened, if its observation is marked.
	 * @return whether it is
	 */
	static boolean opened(Observation.Context context) {
		AsyncScope mark = context.get(AsyncScope.class);
		if (mark == null) {
			return false;
		}
		Observation.Scope scope = AbandonedScopes.currentScope();
		mark.before = (scope != null) ? scope.getPreviousObservationScope() : null;
		AbandonedScopes.makeCurrent(mark.before);
		return true;
	}

	/**
	 * Makes this thread leave what a scope is about to bring from where it was opened, if
	 * its observation is marked.
	 * @return whether it is
	 */
	static boolean closed(Observation.Context context) {
		AsyncScope mark = context.get(AsyncScope.class);
		if (mark == null) {
			return false;
		}
		Observation.Scope before = mark.before;
		mark.before = null;
		if (before != null) {
			AbandonedScopes.addStray(before);
		}
		return true;
	}

}
