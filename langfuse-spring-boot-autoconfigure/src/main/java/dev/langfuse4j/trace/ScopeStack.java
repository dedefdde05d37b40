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
 * closed on its thread is dropped once its observation has ended.
 */
final class ScopeStack {

	private static final Object BARRIER = new Object();

	private final ThreadLocal<Deque<Object>> scopes = ThreadLocal.withInitial(ArrayDeque::new);

	void open(RecordingObservation observation) {
		push(observation);
	}

	void close(RecordingObservation observation) {
		remove(observation);
	}

	void open(PendingCall call) {
		push(call);
	}

	void close(PendingCall call) {
		remove(call);
	}

	void open(AttributesContext attributes) {
		push(attributes);
	}

	void close(AttributesContext attributes) {
		remove(attributes);
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
		Object top = peek();
		if (top instanceof PendingCall call) {
			return call.place();
		}
		return (top instanceof RecordingObservation observation) ? observation : null;
	}

	/**
	 * The call on top that has not begun.
	 */
	@Nullable PendingCall pending() {
		return (peek() instanceof PendingCall call) ? call : null;
	}

	/**
	 * The attributes that are nearer than any observation.
	 */
	@Nullable AttributesContext attributes() {
		for (Object entry : this.scopes.get()) {
			if (entry instanceof AttributesContext attributes) {
				return attributes;
			}
			if (!isEnded(entry)) {
				return null;
			}
		}
		return null;
	}

	/**
	 * The project of the nearest code that has one.
	 */
	@Nullable String project() {
		for (Object entry : this.scopes.get()) {
			if (entry == BARRIER) {
				return null;
			}
			if (entry instanceof AttributesContext context) {
				String project = ProjectScope.find(context);
				if (project != null) {
					return project;
				}
			}
		}
		return null;
	}

	private @Nullable Object peek() {
		for (Object entry : this.scopes.get()) {
			if (!(entry instanceof AttributesContext) && !isEnded(entry)) {
				return entry;
			}
		}
		return null;
	}

	private void push(Object entry) {
		Deque<Object> open = this.scopes.get();
		dropEnded(open);
		open.push(entry);
	}

	private void remove(Object entry) {
		Deque<Object> open = this.scopes.get();
		for (Iterator<Object> entries = open.iterator(); entries.hasNext();) {
			if (entries.next() == entry) {
				entries.remove();
				break;
			}
		}
		if (open.isEmpty()) {
			this.scopes.remove();
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

}
