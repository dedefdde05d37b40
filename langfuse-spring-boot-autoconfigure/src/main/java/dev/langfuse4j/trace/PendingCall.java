package dev.langfuse4j.trace;

import java.util.function.Supplier;

import dev.langfuse4j.observation.LangfuseObservationContext;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * A call that begins later than its method, as often as what the method returned is
 * subscribed to. What the method itself observes, before that, is below the first of them
 * nevertheless: for it a place in the tree is reserved. Wiring; thread-safe.
 */
public final class PendingCall {

	private final LangfuseTracer tracer;

	private final LangfuseObservationHandler handler;

	private final Supplier<LangfuseObservationContext> contexts;

	private final @Nullable Observation current;

	private final @Nullable RecordingObservation parent;

	private final @Nullable PendingCall outer;

	private @Nullable LangfuseObservationContext reserved;

	private @Nullable RecordingObservation place;

	PendingCall(LangfuseTracer tracer, LangfuseObservationHandler handler,
			Supplier<LangfuseObservationContext> contexts, @Nullable Observation current) {
		this.tracer = tracer;
		this.handler = handler;
		this.contexts = contexts;
		this.current = current;
		this.parent = handler.nearest(current);
		PendingCall pending = handler.currentPending();
		this.outer = (pending != null && pending.isBelow(this.parent)) ? pending : null;
	}

	/**
	 * Makes this current on the thread while the method runs.
	 * @return the scope, to be closed on this thread
	 */
	public ObservedCall.Scope openScope() {
		return this.handler.openScope(this);
	}

	/**
	 * Begins a call: as a child of the observation in the Reactor context, else of the
	 * one that was current when the method was called.
	 * @param context the Reactor context
	 * @return the call, {@link ObservedCall#NONE} if it is not observed
	 */
	public ObservedCall start(ContextView context) {
		try {
			return begun(startIn(context));
		}
		catch (Throwable ex) {
			ObservedCall.contain(ex);
			return ObservedCall.NONE;
		}
	}

	private ObservedCall startIn(ContextView context) {
		LangfuseObservationContext own = takeReserved();
		Observation inContext = LangfuseTracer.observationIn(context);
		if (own != null && own.getObservation() instanceof RecordingObservation early) {
			RecordingObservation parent = this.handler.nearest(inContext);
			if (parent != null && !early.hasChildren()) {
				early.moveBelow(parent);
				return this.tracer.start(own, inContext);
			}
		}
		if (own == null) {
			own = this.contexts.get();
			if (inContext == null && this.outer != null) {
				this.handler.begin(own, own, this.outer.place());
			}
			else if (inContext != null) {
				return this.tracer.start(own, inContext);
			}
		}
		return this.tracer.start(own, this.current);
	}

	/**
	 * Whether what is observed below a parent is observed in this call's method.
	 */
	boolean isBelow(@Nullable RecordingObservation parent) {
		return parent == this.parent;
	}

	/**
	 * The place of the first call in the tree, reserved if it has not begun.
	 */
	synchronized RecordingObservation place() {
		if (this.place == null) {
			this.reserved = this.contexts.get();
			if (this.current != null) {
				// What it inherits is asked for before it starts
				this.reserved.setParentObservation(this.current);
			}
			this.place = this.handler.begin(this.reserved, this.reserved,
					(this.outer != null) ? this.outer.place() : this.parent);
		}
		return this.place;
	}

	private synchronized @Nullable LangfuseObservationContext takeReserved() {
		LangfuseObservationContext reserved = this.reserved;
		this.reserved = null;
		return reserved;
	}

	private synchronized ObservedCall begun(ObservedCall call) {
		if (this.place == null && call.handle() instanceof RecordingObservation observation) {
			this.place = observation;
		}
		return call;
	}

}
