/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.function.Supplier;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseObservationConvention;
import dev.langfuse4j.observation.ObservationBuilder;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.TraceAttributes;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Starts observations and finds the current one, for annotations, the API and listeners.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseTracer {

	// The key of our observations in the Reactor context
	static final String OBSERVATION = LangfuseTracer.class.getName() + ".observation";

	private final LogOnce logger = new LogOnce(LangfuseTracer.class);

	private final ObservationSink sink;

	final LangfuseObservationHandler handler;

	private final Ancestry ancestry;

	private final ContentCapture capture;

	private final Supplier<ObservationRegistry> registry;

	// For observations that the application's own handlers must not see
	private final ObservationRegistry privateRegistry = ObservationRegistry.create();

	/**
	 * Creates the tracer.
	 * @param sink where finished observations go
	 * @param handler the handler that builds the tree
	 * @param capture records values
	 * @param registry the registry that has the handler; asked at each start
	 */
	public LangfuseTracer(ObservationSink sink, LangfuseObservationHandler handler, ContentCapture capture,
			Supplier<ObservationRegistry> registry) {
		this.sink = sink;
		this.handler = handler;
		this.ancestry = handler.ancestry();
		this.capture = capture;
		this.registry = registry;
		this.privateRegistry.observationConfig().observationHandler(handler);
	}

	/**
	 * Whether anybody wants observations, and this thread runs no code that we call.
	 * @return whether this tracer is active
	 */
	public boolean isActive() {
		return this.sink.isOpen() && !Unobserved.isCurrent();
	}

	/**
	 * Returns the capture of values.
	 * @return the capture
	 */
	public ContentCapture capture() {
		return this.capture;
	}

	/**
	 * Starts an observation as the child of the current one. Never throws. To be called
	 * while this tracer {@linkplain #isActive() is active}.
	 * @param definition what to observe
	 * @return the call, {@link ObservedCall#NONE} if it is not observed
	 */
	public ObservedCall start(ObservationDefinition definition) {
		TracedContext context = new TracedContext(definition, Placement.HERE, this.sink);
		ObservedCall call = begin(context, null);
		RecordingObservation node = context.node;
		if (node != null) {
			this.handler.reactorThreads.started(node, context);
		}
		return call;
	}

	TracedContext newContext(ObservationDefinition definition, Placement placement) {
		return new TracedContext(definition, placement, this.sink);
	}

	/**
	 * Starts an observation as the child of a call, on whatever thread. Never throws.
	 * @param definition what to observe
	 * @param parent the call; if that is not observed, the child is not either
	 * @return the child, {@link ObservedCall#NONE} if it is not observed
	 */
	public ObservedCall startBelow(ObservationDefinition definition, ObservedCall parent) {
		return (parent != ObservedCall.NONE) ? start(newContext(definition, Placement.HERE), parent.observation())
				: ObservedCall.NONE;
	}

	/**
	 * Carries the origin of traces to the observations below.
	 * @param origin is read when the first observation starts
	 * @param reactorContext the context with the observation that the thread lacks
	 * @return the carrier, to be made current
	 */
	public ObservedCall carry(TraceOrigin origin, ContextView reactorContext) {
		if (!isActive()) {
			return ObservedCall.NONE;
		}
		return (origin instanceof GivenOrigin given && given.newTraces())
				? carried(this.handler.tree().inherit(given, place(reactorContext)), true, reactorContext)
				: carried(origin, false, reactorContext);
	}

	/**
	 * Leaves the trace of this thread, including its attributes: an observation below
	 * begins a trace, in the project of the code around.
	 * @return the carrier, to be made current, {@link ObservedCall#NONE} if there is no
	 * trace to leave
	 */
	public ObservedCall leave() {
		if (!isActive() || this.ancestry.isLeft(AbandonedScopes.current(this.privateRegistry))) {
			return ObservedCall.NONE;
		}
		return carried(GivenOrigin.of(TraceAttributes.NONE), true, Context.empty());
	}

	ObservedCall carried(TraceOrigin origin, boolean detached, ContextView reactorContext) {
		try {
			AttributesContext context = new AttributesContext(origin, detached, this.sink, this.capture);
			Observation carrier = Observation.createNotStarted("langfuse.attributes", () -> context,
					this.privateRegistry);
			Observation parent = observationIn(reactorContext);
			if (parent != null) {
				carrier.parentObservation(parent);
			}
			return new ObservedCall(carrier.start(), null);
		}
		catch (Throwable ex) {
			ObservedCall.contain(ex);
			return ObservedCall.NONE;
		}
	}

	/**
	 * Carries the name of a project to the traces that begin below, and to callers of
	 * {@link #currentProject(ContextView)}, also while nothing is observed.
	 * @param project the name of the project; without one, those traces are not recorded
	 * @param reactorContext where the observation is that is current, if not on the
	 * thread
	 * @return what carries it, to be made current
	 */
	public ObservedCall inProject(@Nullable String project, ContextView reactorContext) {
		return carried(GivenOrigin.ofProject((project != null) ? project : ""), false, reactorContext);
	}

	/**
	 * Returns the project of requests of the code on this thread: that of its trace,
	 * otherwise that of a trace that would begin here.
	 * @param reactorContext the context with the current observation, if it is not on the
	 * thread
	 * @return the name of the project, or {@code null} if none is available
	 */
	public @Nullable String currentProject(ContextView reactorContext) {
		try {
			return this.handler.tree().project(place(reactorContext));
		}
		catch (Throwable ex) {
			ObservedCall.contain(ex);
			return null;
		}
	}

	private @Nullable Observation place(ContextView reactorContext) {
		Observation inContext = observationIn(reactorContext);
		return (inContext != null) ? inContext : AbandonedScopes.current(this.privateRegistry);
	}

	/**
	 * The trace id that a seed leads to.
	 * @param seed the seed
	 * @return 32 lower-case hex digits
	 */
	public static String traceId(String seed) {
		return Ids.seededTraceId(seed);
	}

	/**
	 * Returns the context with which another process continues the current trace. Never
	 * throws.
	 * @param reactorContext where the observation is that is current, if not on the
	 * thread
	 * @return what to hand over, or {@code null} outside of a trace
	 */
	public @Nullable TraceHandover handover(ContextView reactorContext) {
		Observation inContext = observationIn(reactorContext);
		TraceHandover handover = (inContext != null) ? handover(inContext) : null;
		// A WebClient cuts the chain where it is subscribed to outside of a pipeline
		return (handover != null || !isActive()) ? handover : handover(currentObservation());
	}

	/**
	 * Describes an observation to the process that goes on below it. Never throws.
	 */
	@Nullable TraceHandover handover(@Nullable Observation place) {
		try {
			return isActive() ? this.handler.tree().handover(place) : null;
		}
		catch (Throwable ex) {
			ObservedCall.contain(ex);
			return null;
		}
	}

	/**
	 * Adds attributes for the observations below a call, before there are any.
	 * @param call the call
	 * @param attributes the attributes
	 */
	public void add(ObservedCall call, TraceAttributes attributes) {
		RecordingObservation observation = call.node();
		if (observation != null && attributes != TraceAttributes.NONE) {
			observation.add(AttributeRules.apply(attributes, this.capture));
		}
	}

	/**
	 * Adds to what holds for the whole trace of a call.
	 * @param call the call
	 * @param attributes the attributes
	 */
	public void addToTrace(ObservedCall call, TraceAttributes attributes) {
		RecordingObservation observation = call.node();
		if (observation != null && attributes != TraceAttributes.NONE) {
			observation.state().add(AttributeRules.apply(attributes, this.capture));
		}
	}

	/**
	 * Prepares calls that begin when the publisher that a method returns is subscribed
	 * to.
	 * @param definitions the definition of the observation, for each subscription
	 * @param attributes the attributes for observations that start before the
	 * subscription
	 * @return the pending call
	 */
	public PendingCall pending(Supplier<ObservationDefinition> definitions, Supplier<TraceAttributes> attributes) {
		return new PendingCall(this, this.handler, definitions, attributes, currentObservation());
	}

	@Nullable Observation currentObservation() {
		try {
			return AbandonedScopes.current(this.registry.get());
		}
		catch (Throwable ex) {
			ObservedCall.contain(ex);
			return null;
		}
	}

	ObservedCall start(TracedContext context, @Nullable Observation parent) {
		return isActive() ? begin(context, parent) : ObservedCall.NONE;
	}

	private ObservedCall begin(TracedContext context, @Nullable Observation parent) {
		// Predicates, conventions and handlers of the application run, too
		boolean outer = Unobserved.enter();
		try {
			ObservationRegistry registry = this.registry.get();
			Observation from = (parent != null) ? parent : registry.getCurrentObservation();
			Above above = this.ancestry.chain(from);
			ObservedCall unrecorded = this.ancestry.unrecorded(above, from, context);
			if (unrecorded != null) {
				return unrecorded;
			}
			context.see(above, from);
			Observation observation = Observation.createNotStarted(null, LangfuseObservationConvention.DEFAULT,
					() -> context, registry);
			if (parent != null) {
				observation.parentObservation(parent);
			}
			if (observation.isNoop()) {
				this.handler.foundHidden(context, registry);
				return ObservedCall.NONE;
			}
			observation.start();
			return new ObservedCall(observation, context.node);
		}
		catch (Throwable ex) {
			ObservedCall.contain(ex);
			return ObservedCall.NONE;
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	/**
	 * Whether an observation of this tracer is open on this thread.
	 * @return whether there is one
	 */
	public boolean isCurrent() {
		return this.handler.hasOpenScope();
	}

	/**
	 * The observation that is current on this thread.
	 * @return its handle, the no-op one without an observation
	 */
	public LangfuseObservation current() {
		if (!isActive()) {
			return LangfuseObservation.noop();
		}
		try {
			Observation place = AbandonedScopes.current(this.registry.get());
			RecordingObservation nearest = this.ancestry.nearest(place);
			RecordingObservation current = (nearest != null) ? nearest : this.ancestry.handle(place);
			if (current == null) {
				this.logger.debug("current",
						() -> "No observation is current on this thread. In a reactive operator, use "
								+ "current(ContextView) or set spring.reactor.context-propagation=auto. For "
								+ "threads that Spring does not manage, use a ContextWrapper");
			}
			return handle(current, (nearest != null) ? place : null);
		}
		catch (Throwable ex) {
			ObservedCall.contain(ex);
			return LangfuseObservation.noop();
		}
	}

	/**
	 * The observation that is current in a reactive pipeline.
	 * @param context the Reactor context
	 * @return its handle, the no-op one without an observation
	 */
	public LangfuseObservation current(ContextView context) {
		Observation place = observationIn(context);
		return handle(Unobserved.isCurrent() ? null : this.ancestry.nearest(place), place);
	}

	/**
	 * Returns the current observation, or that of Langfuse above it if it is a no-op: a
	 * client that is not observed opens such an observation.
	 */
	static @Nullable Observation observationIn(ContextView context) {
		Object observation = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		if (!(observation instanceof Observation current) || current.isNoop()) {
			observation = context.getOrDefault(OBSERVATION, null);
		}
		return (observation instanceof Observation found) ? found : null;
	}

	/**
	 * Describes an observation that application code creates.
	 * @param name the observation's name
	 * @return the builder
	 */
	public ObservationBuilder observation(String name) {
		return new DefaultObservationBuilder(this, name);
	}

	/**
	 * Whether an observation was made here, not in another application context.
	 */
	boolean owns(RecordingObservation observation) {
		return observation.isOf(this.sink);
	}

	private LangfuseObservation handle(@Nullable RecordingObservation observation, @Nullable Observation place) {
		if (observation == null) {
			return LangfuseObservation.noop();
		}
		return (place != null) ? new PlacedObservation(observation, this, place) : observation;
	}

	/**
	 * Leaves scopes of this thread that another thread has closed. Called before the
	 * current observation is propagated to other threads.
	 */
	public static void leaveScopesClosedElsewhere() {
		AbandonedScopes.leave();
	}

}
