/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.ObservationData;
import io.micrometer.observation.NullObservation.NullContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Turns Micrometer observations into the tree of Langfuse observations: those of Langfuse
 * and those that a mapper supports. Micrometer passes exceptions of handlers to the
 * application, so callbacks only throw errors of the virtual machine.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseObservationHandler implements ObservationHandler<Observation.Context> {

	/**
	 * Maximum depth of observations of other libraries that keep their ancestors after
	 * their end. Deeper ones belong to work that starts its successor, and would never be
	 * released.
	 */
	private static final int MAX_DEPTH = 100;

	private final LogOnce logger = new LogOnce(LangfuseObservationHandler.class);

	private final HiddenObservations hidden = new HiddenObservations();

	private final ObservationSink sink;

	private final ContentCapture capture;

	private final ForeignContexts foreign;

	private final RootTraces roots;

	private final ScopeStack scopes;

	private final Ancestry ancestry;

	final ReactorThreads reactorThreads = new ReactorThreads();

	private final Tree tree;

	private volatile @Nullable Consumer<ObservationData> experiments;

	/**
	 * Creates the handler.
	 * @param sink receives finished observations
	 * @param capture records values
	 * @param sampler decides which traces are recorded
	 * @param tracingIds the ids of the application's own tracing
	 * @param mappers for the contexts of other libraries
	 */
	public LangfuseObservationHandler(ObservationSink sink, ContentCapture capture, TraceSampler sampler,
			TracingIds tracingIds, List<ObservationMapper<?>> mappers) {
		this(sink, capture, sampler, tracingIds, mappers, CurrentIds.NONE, Projects.onlyDefault());
	}

	/**
	 * Creates the handler.
	 * @param sink receives finished observations
	 * @param capture records values
	 * @param sampler decides which traces are recorded
	 * @param tracingIds the ids of the application's own tracing
	 * @param mappers for the contexts of other libraries
	 * @param currentIds is told what is current
	 * @param projects which project a trace goes to
	 */
	public LangfuseObservationHandler(ObservationSink sink, ContentCapture capture, TraceSampler sampler,
			TracingIds tracingIds, List<ObservationMapper<?>> mappers, CurrentIds currentIds, Projects projects) {
		this.sink = sink;
		this.capture = capture;
		this.foreign = new ForeignContexts(mappers);
		this.roots = new RootTraces(sampler, tracingIds, projects);
		this.scopes = new ScopeStack(currentIds);
		this.ancestry = new Ancestry(this.scopes, sink);
		this.tree = new Tree(sink, capture, this.roots, this.ancestry);
	}

	/**
	 * Warns of a registry with which nothing can be observed.
	 * @param registry the application's registry
	 */
	public void checkRegistry(ObservationRegistry registry) {
		if (this.sink.isOpen()) {
			this.hidden.look(registry);
		}
	}

	/**
	 * Sets how to find out whether the application has no other handler.
	 * @param alone whether this is the only handler
	 */
	public void setAlone(BooleanSupplier alone) {
		this.ancestry.setAlone(alone);
	}

	/**
	 * Logs once that the application's registry hides an observation of Langfuse.
	 */
	void foundHidden(LangfuseObservationContext context, ObservationRegistry registry) {
		if (this.sink.isOpen()) {
			this.hidden.found(context.getObservationName(), registry);
		}
	}

	/**
	 * Whether an observation becomes one of Langfuse, or stands between two of them.
	 * @param name the observation's name
	 * @param context the observation's context
	 * @return whether this handler maps it
	 */
	public boolean maps(@Nullable String name, Observation.@Nullable Context context) {
		if (context instanceof LangfuseObservationContext) {
			// What a tracer starts is what it was asked for
			return true;
		}
		if (context == null || !this.sink.isOpen()) {
			return false;
		}
		AbandonedScopes.leave(context);
		return this.foreign.maps(name, context);
	}

	/**
	 * Called on the thread that creates the observation, before its parent is determined.
	 * Within code that Langfuse calls, all observations are supported: those below,
	 * possibly on another thread, must see that they are not observed.
	 */
	@Override
	public boolean supportsContext(Observation.Context context) {
		AbandonedScopes.leave(context);
		if (context instanceof TracedContext own) {
			return own.isOf(this.sink);
		}
		if (context instanceof AttributesContext carrier) {
			return carrier.isOf(this.sink);
		}
		if (!this.sink.isOpen()) {
			return false;
		}
		return this.foreign.mayMap(context) || context instanceof NullContext || Unobserved.isCurrent();
	}

	@Override
	public void onStart(Observation.Context context) {
		try {
			RecordingObservation observation = (context instanceof TracedContext own) ? start(own)
					: startOther(context);
			// Not where it is placed: a reserved place may never be taken, or may move
			if (observation != null && observation.isSampled()) {
				this.sink.begun();
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	@Override
	public void onError(Observation.Context context) {
		try {
			RecordingObservation observation = node(context);
			if (observation != null) {
				observation.error(context.getError());
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		try {
			if (!(context instanceof TracedContext) && AsyncScope.opened(context)) {
				return;
			}
			RecordingObservation observation = node(context);
			if (observation != null) {
				this.scopes.push(observation);
			}
			else if (context instanceof AttributesContext attributes) {
				this.scopes.open(attributes, this.roots.openScope(attributes));
			}
			else if (context instanceof NullContext) {
				this.scopes.openBarrier();
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	@Override
	public void onScopeClosed(Observation.Context context) {
		try {
			if (!(context instanceof TracedContext) && AsyncScope.closed(context)) {
				return;
			}
			RecordingObservation observation = node(context);
			if (observation != null) {
				this.scopes.remove(observation);
			}
			else if (context instanceof AttributesContext attributes) {
				this.scopes.close(attributes);
			}
			else if (context instanceof NullContext) {
				this.scopes.closeBarrier();
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	/**
	 * Closes a scope that is about to be opened anew.
	 * @param context the observation's context
	 * @deprecated by Micrometer, which still calls it when it restores a scope
	 */
	@Override
	@Deprecated
	@SuppressWarnings("deprecation")
	public void onScopeReset(Observation.Context context) {
		onScopeClosed(context);
	}

	@Override
	public void onStop(Observation.Context context) {
		try {
			RecordingObservation observation = node(context);
			if (observation != null && context instanceof TracedContext) {
				send(observation.finish(""));
			}
			else if (observation != null) {
				stopOther(context, observation);
			}
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	/**
	 * Returns the lookup of ancestors.
	 */
	Ancestry ancestry() {
		return this.ancestry;
	}

	/**
	 * Returns the tree, which gives observations their places.
	 */
	Tree tree() {
		return this.tree;
	}

	/**
	 * Whether an observation, or a call that has not begun, is open on this thread.
	 */
	boolean hasOpenScope() {
		return this.scopes.isInside();
	}

	/**
	 * The call on this thread that has not begun.
	 */
	@Nullable PendingCall currentPending() {
		return this.scopes.pending();
	}

	/**
	 * Makes a call that has not begun current on this thread, for observations on it.
	 */
	ObservedCall.Scope openScope(PendingCall pending) {
		this.scopes.push(pending);
		return () -> this.scopes.remove(pending);
	}

	private @Nullable RecordingObservation node(Observation.Context context) {
		return (context instanceof TracedContext own) ? own.node : this.ancestry.find(context);
	}

	private @Nullable RecordingObservation start(TracedContext own) {
		if (own.node != null) {
			return own.node;
		}
		Above above = this.ancestry.above(own);
		return (above == Above.CLOSED) ? null : this.tree.begin(own, above, this.ancestry.parent(above));
	}

	private @Nullable RecordingObservation startOther(Observation.Context context) {
		Above above = this.ancestry.chain(context.getParentObservation());
		if (context instanceof AttributesContext carrier) {
			carrier.begin(carrier.isDetached() ? Above.of(null, null, this.ancestry.around(above))
					: this.ancestry.place(carrier.getParentObservation()));
			this.roots.hide(carrier);
			carrier.tellOfTrace();
			return null;
		}
		if (above == Above.CLOSED || Unobserved.isCurrent() || this.tree.isOwnRequest(context)) {
			this.ancestry.put(context, Above.CLOSED);
			return null;
		}
		ObservationStart start = this.foreign.start(context);
		if (start.type() == null) {
			return null;
		}
		RecordingObservation observation = this.tree.place(context, start.type(), start.attributes(), above,
				this.ancestry.parent(above));
		if (observation != null) {
			this.ancestry.put(context, observation);
			this.reactorThreads.started(observation, context);
		}
		return observation;
	}

	private void stopOther(Observation.Context context, RecordingObservation observation) {
		observation.markEnd();
		ObservationStart start = context.get(ObservationStart.class);
		if (start == null || start.completion() == null) {
			stopForeign(context, observation);
		}
		else {
			start.completion().whenComplete((result, error) -> {
				try {
					stopForeign(context, observation);
				}
				catch (Throwable ex) {
					failed(ex);
				}
			});
		}
	}

	private void stopForeign(Observation.Context context, RecordingObservation observation) {
		String name = ForeignContexts.name(context);
		if (observation.isRecording()) {
			this.foreign.map(context,
					new SwitchedObservation(observation, this.capture.settings().switches(observation.type().value())));
			if (observation.isRoot()) {
				observation.state().name(Names.precut(name));
			}
		}
		send(observation.finish(name));
		if (observation.depth >= MAX_DEPTH) {
			context.setParentObservation(null);
		}
	}

	void listenToExperiments(Consumer<ObservationData> listener) {
		this.experiments = listener;
	}

	private void send(@Nullable ObservationData data) {
		if (data != null) {
			Consumer<ObservationData> listener = this.experiments;
			if (listener != null && data.attributes().experiment() != null) {
				listener.accept(data);
			}
			this.sink.accept(data);
		}
	}

	private void failed(Throwable ex) {
		Fatal.rethrow(ex);
		this.logger.warn(ex.getClass(), () -> "An observation could not be recorded: " + ex.getClass().getName());
	}

}
