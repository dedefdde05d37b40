/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.Objects;
import java.util.function.Supplier;

import dev.langfuse4j.callback.UnobservedAccessor;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.TraceAttributes;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * A call that begins with each subscription to the publisher that its method returned.
 * Observations that the method creates before are children of the first subscription,
 * because a place in the tree is reserved for it. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class PendingCall implements DeferredCall {

	private final LangfuseTracer tracer;

	private final LangfuseObservationHandler handler;

	private final Supplier<ObservationDefinition> definitions;

	private final Supplier<TraceAttributes> attributes;

	private final @Nullable Observation current;

	private final @Nullable RecordingObservation parent;

	private final @Nullable AttributesContext carrier;

	private final @Nullable PendingCall outer;

	private @Nullable TracedContext reserved;

	private volatile @Nullable RecordingObservation place;

	PendingCall(LangfuseTracer tracer, LangfuseObservationHandler handler, Supplier<ObservationDefinition> definitions,
			Supplier<TraceAttributes> attributes, @Nullable Observation current) {
		this.tracer = tracer;
		this.handler = handler;
		this.definitions = definitions;
		this.attributes = attributes;
		this.current = current;
		Above above = handler.ancestry().chain(current);
		this.parent = above.node();
		this.carrier = above.carrier();
		PendingCall pending = handler.currentPending();
		this.outer = (pending != null && pending.isBelow(this.parent)) ? pending : null;
	}

	/**
	 * Makes this current on the thread while the method runs.
	 * @return the scope, to be closed on this thread
	 */
	@Override
	public ObservedCall.Scope openScope() {
		return this.handler.openScope(this);
	}

	/**
	 * Begins a call: as a child of the observation in the Reactor context, otherwise of
	 * the one that was current when the method was called.
	 * @param context the Reactor context
	 * @return the call, {@link ObservedCall#NONE} if it is not observed
	 */
	@Override
	public ObservedCall start(ContextView context) {
		if (context.hasKey(UnobservedAccessor.KEY)) {
			return ObservedCall.NONE;
		}
		try {
			return begun(startIn(context));
		}
		catch (Throwable ex) {
			ObservedCall.contain(ex);
			return ObservedCall.NONE;
		}
	}

	/**
	 * Starts an observation below this call, on whatever thread, before it begins. Never
	 * throws.
	 * @param child what to observe
	 * @return the child, {@link ObservedCall#NONE} if it is not observed
	 */
	public ObservedCall startBelow(ObservationDefinition child) {
		if (!this.tracer.isActive()) {
			return ObservedCall.NONE;
		}
		try {
			return this.tracer.start(this.tracer.newContext(child, Placement.below(place())), this.current);
		}
		catch (Throwable ex) {
			ObservedCall.contain(ex);
			return ObservedCall.NONE;
		}
	}

	private ObservedCall startIn(ContextView context) {
		TracedContext own = takeReserved();
		Observation inContext = LangfuseTracer.observationIn(context);
		if (inContext != null && own != null && own.node != null) {
			RecordingObservation early = own.node;
			this.handler.tree().inherit(early, inContext);
			RecordingObservation parent = this.handler.ancestry().nearest(inContext);
			if (parent != null && !early.hasChildren()) {
				early.moveBelow(parent);
				return this.tracer.start(own, inContext);
			}
		}
		if (own == null) {
			own = newContext();
			if (inContext == null && this.outer != null) {
				if (begin(own, this.outer.place()) == null) {
					return ObservedCall.NONE;
				}
			}
			else if (inContext != null) {
				return this.tracer.start(own, inContext);
			}
		}
		return this.tracer.start(own, this.current);
	}

	/**
	 * Whether an observation below a parent was created in this call's method.
	 */
	boolean isBelow(@Nullable RecordingObservation parent) {
		return parent == this.parent;
	}

	/**
	 * Whether attributes were there already when the call was made that has a place in
	 * the tree: then it hands them down.
	 */
	boolean isWithin(@Nullable AttributesContext carrier, @Nullable RecordingObservation place) {
		for (PendingCall call = this; call != null; call = call.outer) {
			if (place != null && call.place == place && call.carrier == carrier) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The place of the first call in the tree, reserved if it has not begun.
	 */
	synchronized RecordingObservation place() {
		RecordingObservation known = this.place;
		return (known != null) ? known : reserve();
	}

	private RecordingObservation reserve() {
		TracedContext context = newContext();
		context.setParentObservation(this.current);
		RecordingObservation above = (this.outer != null) ? this.outer.place() : this.parent;
		RecordingObservation reserved = begin(context, above);
		if (reserved == null) {
			// Left out, which no root is
			return Objects.requireNonNull(above);
		}
		this.reserved = context;
		this.place = reserved;
		// Afterwards: what an expression calls may be observed, too
		if (reserved.isRecording()) {
			reserved.add(AttributeRules.apply(this.attributes.get(), this.tracer.capture()));
		}
		return reserved;
	}

	private TracedContext newContext() {
		return this.tracer.newContext(this.definitions.get(), Placement.HERE);
	}

	private @Nullable RecordingObservation begin(TracedContext own, @Nullable RecordingObservation parent) {
		return this.handler.tree().begin(own, this.handler.ancestry().above(own), parent);
	}

	private synchronized @Nullable TracedContext takeReserved() {
		TracedContext reserved = this.reserved;
		this.reserved = null;
		return reserved;
	}

	private synchronized ObservedCall begun(ObservedCall call) {
		if (this.place == null && call.node() != null) {
			this.place = call.node();
		}
		return call;
	}

}
