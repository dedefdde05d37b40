/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/**
 * The observations whose scopes are open on each thread, as far as we record them.
 * Micrometer's own chain of scopes cannot serve: an observation that a predicate disabled
 * is current there without being known to us.
 * <p>
 * Scopes close out of order in Reactor, hence removal by identity; one that is never
 * closed on its thread is dropped once its observation has ended. An empty stack stays
 * with its thread: to make one for each call costs more than all else here.
 */
final class ScopeStack {

	private static final Object BARRIER = new Object();

	private static final int INITIAL_DEPTH = 8;

	private final ThreadLocal<Deque<Object>> scopes = ThreadLocal.withInitial(() -> new ArrayDeque<>(INITIAL_DEPTH));

	private final CurrentIds currentIds;

	ScopeStack(CurrentIds currentIds) {
		this.currentIds = currentIds;
	}

	/**
	 * Whether nothing is open on this thread.
	 */
	boolean isEmpty() {
		return this.scopes.get().isEmpty();
	}

	/**
	 * Opens attributes together with a dependent scope.
	 */
	void open(AttributesContext attributes, ObservedCall.Scope tracing) {
		push(new Carried(attributes, tracing));
	}

	void close(AttributesContext attributes) {
		if (remove(attributes) instanceof Carried carried) {
			carried.tracing().close();
		}
	}

	/**
	 * From here on nothing below is adopted: the application cleared the current
	 * observation.
	 */
	void openBarrier() {
		push(BARRIER);
	}

	void closeBarrier() {
		remove(BARRIER);
	}

	/**
	 * The observation on top; for a call that has not begun a place is reserved.
	 */
	@Nullable RecordingObservation top() {
		Object top = peek(this.scopes.get());
		if (top instanceof PendingCall call) {
			return call.place();
		}
		return (top instanceof RecordingObservation observation) ? observation : null;
	}

	/**
	 * Whether there is an observation, or a call that has not begun.
	 */
	boolean isInside() {
		Object top = peek(this.scopes.get());
		return top != null && top != BARRIER;
	}

	/**
	 * The call on top that has not begun.
	 */
	@Nullable PendingCall pending() {
		return (peek(this.scopes.get()) instanceof PendingCall call) ? call : null;
	}

	/**
	 * The attributes that are nearer than any observation.
	 */
	@Nullable AttributesContext attributes() {
		for (Object entry : this.scopes.get()) {
			if (entry instanceof Carried carried) {
				return carried.attributes();
			}
			if (!isEnded(entry)) {
				return null;
			}
		}
		return null;
	}

	/**
	 * Returns the project and the request of the nearest code that has them.
	 */
	Around around() {
		Deque<Object> open = this.scopes.get();
		if (open.isEmpty()) {
			return Around.NOTHING;
		}
		for (Object entry : open) {
			if (entry == BARRIER) {
				return Around.NOTHING;
			}
			AttributesContext carrier = (entry instanceof Carried carried) ? carried.attributes() : null;
			if (carrier != null && (carrier.below().around() != Around.NOTHING || carrier.isDetached())) {
				return carrier.below().around();
			}
		}
		return Around.NOTHING;
	}

	private static @Nullable Object peek(Deque<Object> open) {
		for (Object entry : open) {
			if (entry instanceof Carried carried) {
				if (carried.attributes().isDetached()) {
					return BARRIER;
				}
			}
			else if (!isEnded(entry)) {
				return entry;
			}
		}
		return null;
	}

	/**
	 * Opens the scope of an observation, or of a call that has not begun.
	 */
	void push(Object entry) {
		Deque<Object> open = this.scopes.get();
		if (!open.isEmpty()) {
			dropEnded(open);
		}
		open.push(entry);
		if (this.currentIds != CurrentIds.NONE) {
			tell(open);
		}
	}

	/**
	 * Closes a scope at any position in the stack.
	 */
	@Nullable Object remove(Object what) {
		Deque<Object> open = this.scopes.get();
		Object removed = (open.peek() == what) ? open.pop() : null;
		for (Iterator<Object> entries = open.iterator(); removed == null && entries.hasNext();) {
			Object entry = entries.next();
			if (entry == what || (entry instanceof Carried carried && carried.attributes() == what)) {
				entries.remove();
				removed = entry;
			}
		}
		if (this.currentIds != CurrentIds.NONE) {
			tell(open);
		}
		return removed;
	}

	/**
	 * Looks up the current scope, because scopes close out of order.
	 */
	private void tell(Deque<Object> open) {
		if (peek(open) instanceof RecordingObservation observation && observation.isSampled()) {
			this.currentIds.changed(observation.traceId(), observation.id());
		}
		else {
			this.currentIds.changed(null, null);
		}
	}

	private static void dropEnded(Deque<Object> open) {
		while (!open.isEmpty() && isEnded(open.peek())) {
			open.pop();
		}
	}

	private static boolean isEnded(Object entry) {
		return entry instanceof RecordingObservation observation && observation.isEnded();
	}

	private record Carried(AttributesContext attributes, ObservedCall.Scope tracing) {

	}

}
