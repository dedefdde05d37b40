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

	private @Nullable LangfuseObservationContext reserved;

	PendingCall(LangfuseTracer tracer, LangfuseObservationHandler handler,
			Supplier<LangfuseObservationContext> contexts, @Nullable Observation current) {
		this.tracer = tracer;
		this.handler = handler;
		this.contexts = contexts;
		this.current = current;
		RecordingObservation nearest = handler.nearest(current);
		this.parent = (nearest != null) ? nearest : handler.currentScope();
	}

	/**
	 * Makes this current on the thread while the method runs.
	 * @return the scope, to be closed on this thread
	 */
	public ObservedCall.Scope openScope() {
		return this.handler.openScope(this);
	}

	/**
	 * Begins a call: as a child of the observation in the Reactor context, else of the one
	 * that was current when the method was called.
	 * @param context the Reactor context
	 * @return the call, {@link ObservedCall#NONE} if it is not observed
	 */
	public ObservedCall start(ContextView context) {
		LangfuseObservationContext reserved = takeReserved();
		if (reserved != null) {
			return this.tracer.start(reserved, this.current);
		}
		Observation inContext = LangfuseTracer.observationIn(context);
		return this.tracer.start(this.contexts.get(), (inContext != null) ? inContext : this.current);
	}

	/**
	 * Whether what is observed below a parent is observed in this call's method.
	 */
	boolean isBelow(@Nullable RecordingObservation parent) {
		return parent == this.parent;
	}

	/**
	 * The place of the first call in the tree.
	 */
	synchronized RecordingObservation reserve() {
		if (this.reserved == null) {
			this.reserved = this.contexts.get();
			this.handler.begin(this.reserved, this.reserved, this.parent);
		}
		return (RecordingObservation) this.reserved.getObservation();
	}

	private synchronized @Nullable LangfuseObservationContext takeReserved() {
		LangfuseObservationContext reserved = this.reserved;
		this.reserved = null;
		return reserved;
	}

}
