/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ancestors of an observation: along Micrometer's chain of parents and, where
 * that was cut, on the thread. Observations of other application contexts in this JVM,
 * which are current on the same threads, are skipped.
 */
final class Ancestry {

	/**
	 * Number of observations of other libraries to skip before the result is remembered,
	 * so that the cost of a lookup does not grow with the chain.
	 */
	private static final int FAR = 8;

	private final ScopeStack scopes;

	private final ObservationSink owner;

	/**
	 * Finds the observation that another library's span stands for which is current on
	 * the thread, where there can be one.
	 */
	private volatile @Nullable Supplier<ObservedCall> spans;

	/**
	 * Finds whether the application has no other handler.
	 */
	private volatile BooleanSupplier alone = () -> false;

	Ancestry(ScopeStack scopes, ObservationSink owner) {
		this.scopes = scopes;
		this.owner = owner;
	}

	/**
	 * The node of the tree that a context stands for.
	 */
	@Nullable RecordingObservation find(Observation.ContextView context) {
		if (context instanceof TracedContext own) {
			return own.node(this.owner);
		}
		return context.get(this.owner);
	}

	/**
	 * Remembers the node that a context of another library stands for.
	 */
	void put(Observation.Context context, RecordingObservation node) {
		context.put(this.owner, node);
	}

	/**
	 * Stores the result for observations below a context without a node.
	 */
	void put(Observation.Context context, Above above) {
		context.put(this, above);
	}

	/**
	 * Returns the ancestors of an observation of Langfuse that is about to start.
	 */
	Above above(TracedContext own) {
		ObservationView parent = own.getParentObservation();
		Above known = own.above(parent);
		return (known != null) ? known : chain(parent);
	}

	/**
	 * Returns the ancestors, as far as the chain of parents tells.
	 * @param parent where to begin, itself included
	 */
	Above chain(@Nullable ObservationView parent) {
		if (parent == null) {
			return this.scopes.isEmpty() ? Above.ALONE : Above.CUT;
		}
		int distance = 0;
		Above found = Above.NOTHING;
		for (ObservationView view = parent; view != null; view = view.getContextView().getParentObservation()) {
			Above known = known(view.getContextView());
			if (known != null || isNoop(view)) {
				found = (known != null) ? known : Above.CUT;
				break;
			}
			distance++;
		}
		if (distance > FAR && parent.getContextView() instanceof Observation.Context context) {
			put(context, found);
		}
		return found;
	}

	private @Nullable Above known(Observation.ContextView context) {
		if (context instanceof AttributesContext carrier) {
			return carrier.isOf(this.owner) ? carrier.below() : null;
		}
		RecordingObservation node = find(context);
		return (node != null) ? node.below() : context.get(this);
	}

	private static boolean isNoop(ObservationView view) {
		return view instanceof Observation observation && observation.isNoop();
	}

	/**
	 * Whether nothing is observed here.
	 * @param view where to begin, itself included
	 */
	boolean isClosed(@Nullable ObservationView view) {
		return chain(view) == Above.CLOSED;
	}

	/**
	 * The nearest observation of the tree, as far as the chain of parents tells.
	 * @param view where to begin, itself included
	 * @return the observation, or {@code null} without one
	 */
	@Nullable RecordingObservation nearest(@Nullable ObservationView view) {
		return chain(view).node();
	}

	/**
	 * The observation that is current on this thread.
	 * @param current what Micrometer says is current
	 * @return the observation, or {@code null} without one
	 */
	@Nullable RecordingObservation current(@Nullable ObservationView current) {
		Above above = chain(current);
		RecordingObservation known = (above == Above.CUT) ? this.scopes.top() : above.node();
		return (this.spans != null && above != Above.CLOSED) ? nearer(known, span()) : known;
	}

	/**
	 * The observation whose handle the code on this thread gets, whatever others observe
	 * in between.
	 * @param current what Micrometer says is current
	 * @return the observation, or {@code null} without one
	 */
	@Nullable RecordingObservation handle(@Nullable ObservationView current) {
		Above above = chain(current);
		return (above.node() == null && above != Above.CLOSED) ? this.scopes.top() : above.node();
	}

	/**
	 * Whether there is neither a trace to leave nor a value for the next one.
	 */
	boolean isLeft(@Nullable ObservationView current) {
		Above above = chain(current);
		if (above == Above.CUT) {
			return this.scopes.top() == null && this.scopes.attributes() == null;
		}
		return above == Above.CLOSED || above == Above.ALONE
				|| (above.carrier() != null && above.carrier().isDetached());
	}

	/**
	 * The parent of an observation that is about to start. For a call that has not begun
	 * a place is reserved.
	 */
	@Nullable RecordingObservation parent(Above above) {
		RecordingObservation known;
		if (above == Above.CUT || above == Above.ALONE) {
			known = (above == Above.CUT) ? this.scopes.top() : null;
		}
		else {
			PendingCall pending = this.scopes.pending();
			known = (pending != null && pending.isBelow(above.node())) ? pending.place() : above.node();
		}
		return (this.spans != null) ? nearer(known, span()) : known;
	}

	/**
	 * Returns the call in place of an observation of which nobody would learn anything:
	 * in code that Langfuse calls, or below one that is sampled out, if no other handler
	 * wants it.
	 * @return the call, or {@code null} to start the observation
	 */
	@Nullable ObservedCall unrecorded(Above above, @Nullable Observation current, TracedContext own) {
		if (above == Above.CLOSED) {
			return ObservedCall.NONE;
		}
		RecordingObservation node = above.node();
		boolean sampledOut = node != null && !node.isSampled() && !node.state().isUnrouted() && own.isPlacedHere()
				&& this.alone.getAsBoolean() && parent(above) == node;
		return (sampledOut && current != null) ? ObservedCall.sampledOut(current, node) : null;
	}

	void setAlone(BooleanSupplier alone) {
		this.alone = alone;
	}

	private @Nullable RecordingObservation span() {
		Supplier<ObservedCall> current = this.spans;
		return (current != null) ? current.get().node() : null;
	}

	void setSpans(Supplier<ObservedCall> current) {
		this.spans = current;
	}

	/**
	 * Returns the nearer of two observations that are current, in Micrometer and
	 * elsewhere: the one that began below the other.
	 */
	static @Nullable RecordingObservation nearer(@Nullable RecordingObservation here,
			@Nullable RecordingObservation elsewhere) {
		if (here == null || elsewhere == null) {
			return (here != null) ? here : elsewhere;
		}
		boolean within = elsewhere.state() == here.state() || elsewhere.state().hasLeft(here.state());
		return (within && elsewhere.depth > here.depth) ? elsewhere : here;
	}

	/**
	 * The attributes that are nearer than the parent.
	 */
	@Nullable AttributesContext carrier(Above above, @Nullable RecordingObservation parent) {
		if (this.spans != null && parent != null && parent != above.node() && parent == span()) {
			// What is carried is further up
			return null;
		}
		if (above == Above.CUT) {
			return this.scopes.attributes();
		}
		if (above == Above.ALONE || above.carrier() == null) {
			return null;
		}
		PendingCall pending = this.scopes.pending();
		return (pending != null && pending.isWithin(above.carrier(), parent)) ? null : above.carrier();
	}

	/**
	 * Returns the project and the request of the code around.
	 */
	Around around(Above above) {
		return (above == Above.CUT) ? this.scopes.around() : above.around();
	}

	/**
	 * All of it.
	 */
	Above place(@Nullable ObservationView view) {
		Above above = chain(view);
		if (above == Above.CLOSED) {
			return above;
		}
		RecordingObservation parent = parent(above);
		return Above.of(parent, carrier(above, parent), around(above));
	}

}
