package dev.langfuse4j.trace;

import java.util.List;

import dev.langfuse4j.capture.CaptureSwitches;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import io.micrometer.observation.NullObservation.NullContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * Turns Micrometer observations, our own and those a mapper knows, into the tree of
 * Langfuse observations. Micrometer lets what a handler throws into the application, so
 * nothing but an error of the virtual machine leaves a callback. Wiring.
 */
public final class LangfuseObservationHandler implements ObservationHandler<Observation.Context> {

	private final LogOnce logger = new LogOnce(LangfuseObservationHandler.class);

	private final ObservationSink sink;

	private final ContentCapture capture;

	private final ForeignContexts foreign;

	private final RootTraces roots;

	private final ScopeStack scopes;

	private final Ancestry ancestry;

	private final ReactorThreads reactorThreads = new ReactorThreads();

	/**
	 * Creates the handler.
	 * @param sink where finished observations go
	 * @param capture how values are recorded
	 * @param sampler which traces are recorded
	 * @param tracingIds the ids of the application's own tracing
	 * @param mappers for the contexts of other libraries
	 */
	public LangfuseObservationHandler(ObservationSink sink, ContentCapture capture, Sampler sampler,
			TracingIds tracingIds, List<ObservationMapper<?>> mappers) {
		this(sink, capture, sampler, tracingIds, mappers, CurrentIds.NONE, Projects.onlyDefault());
	}

	/**
	 * Creates the handler.
	 * @param sink where finished observations go
	 * @param capture how values are recorded
	 * @param sampler which traces are recorded
	 * @param tracingIds the ids of the application's own tracing
	 * @param mappers for the contexts of other libraries
	 * @param currentIds is told what is current
	 * @param projects which project a trace goes to
	 */
	public LangfuseObservationHandler(ObservationSink sink, ContentCapture capture, Sampler sampler,
			TracingIds tracingIds, List<ObservationMapper<?>> mappers, CurrentIds currentIds, Projects projects) {
		this.sink = sink;
		this.capture = capture;
		this.foreign = new ForeignContexts(mappers);
		this.roots = new RootTraces(sampler, tracingIds, projects);
		this.scopes = new ScopeStack(currentIds);
		this.ancestry = new Ancestry(this.scopes);
	}

	/**
	 * Whether an observation becomes one of Langfuse, or stands between two of them.
	 * @param name the observation's name
	 * @param context the observation's context
	 * @return whether this handler maps it
	 */
	public boolean maps(@Nullable String name, Observation.@Nullable Context context) {
		if (context != null) {
			AbandonedScopes.leave(context);
		}
		return context instanceof LangfuseObservationContext || (context != null && this.foreign.maps(name, context));
	}

	/**
	 * Asked on the thread that makes the observation, before that looks at its parent.
	 */
	@Override
	public boolean supportsContext(Observation.Context context) {
		AbandonedScopes.leave(context);
		return context instanceof AttributesContext
				|| (this.sink.isOpen() && (context instanceof LangfuseObservationContext || this.foreign.mayMap(context)
						|| context instanceof NullContext));
	}

	@Override
	public void onStart(Observation.Context context) {
		guarded(() -> start(context));
	}

	@Override
	public void onError(Observation.Context context) {
		guarded(() -> {
			RecordingObservation observation = Ancestry.find(context);
			if (observation != null) {
				observation.error(context.getError());
			}
		});
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		guarded(() -> {
			RecordingObservation observation = Ancestry.find(context);
			if (observation != null) {
				this.scopes.open(observation);
			}
			else if (context instanceof AttributesContext attributes) {
				this.scopes.open(attributes, this.roots.openScope(attributes));
			}
			else if (context instanceof NullContext) {
				this.scopes.openBarrier();
			}
		});
	}

	@Override
	public void onScopeClosed(Observation.Context context) {
		guarded(() -> closeScope(context));
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
		guarded(() -> closeScope(context));
	}

	@Override
	public void onStop(Observation.Context context) {
		guarded(() -> {
			RecordingObservation observation = Ancestry.find(context);
			if (observation != null) {
				stop(context, observation);
			}
		});
	}

	/**
	 * What another process needs to continue a trace.
	 * @param current what is current
	 * @return what to hand over, or {@code null} outside of a trace
	 */
	@Nullable TraceHandover handover(@Nullable ObservationView current) {
		RecordingObservation parent = this.ancestry.current(current);
		Inheritable above = this.ancestry.inheritedFrom(current, parent);
		if (parent == null || above == null) {
			return null;
		}
		return parent.handover(above.attributes());
	}

	/**
	 * Gives an observation what holds where it begins, which was not known when its place
	 * was reserved.
	 * @param reserved the observation
	 * @param above what it begins in
	 */
	void inherit(RecordingObservation reserved, ObservationView above) {
		RecordingObservation parent = Ancestry.nearest(above);
		Inheritable inherited = this.ancestry.inheritedFrom(above, parent);
		if (inherited != null) {
			reserved.inherit(inherited.attributes());
		}
		if (parent == null && inherited instanceof AttributesContext carrier && reserved.isRecording()) {
			carrier.begun(reserved.traceId());
		}
	}

	/**
	 * The observation that an orphan on this thread belongs to.
	 * @return the observation, or {@code null} without one
	 */
	@Nullable RecordingObservation currentScope() {
		return this.scopes.top();
	}

	/**
	 * The call on this thread that has not begun.
	 */
	@Nullable PendingCall currentPending() {
		return this.scopes.pending();
	}

	/**
	 * Makes what is not yet begun current on this thread, for what is observed on it.
	 */
	ObservedCall.Scope openScope(PendingCall pending) {
		this.scopes.open(pending);
		return () -> this.scopes.close(pending);
	}

	private void start(Observation.Context context) {
		RecordingObservation observation = Ancestry.find(context);
		if (observation == null) {
			// Else its place was reserved
			observation = place(context);
			if (observation != null && !(context instanceof LangfuseObservationContext)) {
				startedOnThread(observation, context);
			}
		}
		// Not where it is placed: a reserved place may never be taken, or may move
		if (observation != null && observation.state().isSampled()) {
			this.sink.begun();
		}
	}

	private @Nullable RecordingObservation place(Observation.Context context) {
		if (context instanceof LangfuseObservationContext own) {
			return begin(own, own, this.ancestry.parentOf(context));
		}
		if (context instanceof AttributesContext attributes) {
			attributes
				.inherit(this.ancestry.inheritedFrom(context.getParentObservation(), this.ancestry.parentOf(context)));
			this.roots.hide(attributes);
			return null;
		}
		ObservationStart start = this.foreign.start(context);
		if (start.type() == null) {
			return null;
		}
		RecordingObservation observation = place(context, null, start.type(), start.attributes(),
				this.ancestry.parentOf(context));
		context.put(RecordingObservation.class, observation);
		return observation;
	}

	/**
	 * Called after the start of an observation whose parent comes from the thread.
	 */
	void startedOnThread(RecordingObservation observation, Observation.ContextView context) {
		this.reactorThreads.started(observation, context);
	}

	/**
	 * Gives an observation of ours its place in the tree.
	 */
	RecordingObservation begin(Observation.Context context, LangfuseObservationContext own,
			@Nullable RecordingObservation parent) {
		RecordingObservation observation = place(context, own, own.getType(), TraceAttributes.NONE, parent);
		own.setObservation(observation);
		return observation;
	}

	private RecordingObservation place(Observation.Context context, @Nullable LangfuseObservationContext own,
			ObservationType type, TraceAttributes attributes, @Nullable RecordingObservation outer) {
		Placement placement = Placement.of(own);
		RecordingObservation around = (placement.parent() != null) ? placement.parent() : outer;
		boolean newTrace = placement.isElsewhere() || (own != null && own.isNewTrace());
		RecordingObservation parent = newTrace ? null : around;
		if (parent != null) {
			parent.markParent();
		}
		Inheritable above = this.ancestry.inheritedFrom(context.getParentObservation(), parent);
		if (placement.parent() != null && Ancestry.nearest(context.getParentObservation()) != parent) {
			above = parent;
		}
		TraceAttributes inherited = (above != null) ? above.attributes() : TraceAttributes.NONE;
		if (newTrace && around != null) {
			// It is still the same user who asks
			inherited = around.state().attributes().and(around.attributes()).and(inherited);
		}
		inherited = inherited.and(AttributeRules.apply(placement.attributes(), this.capture));
		AttributesContext carrier = (parent == null && above instanceof AttributesContext carried) ? carried : null;
		RemoteParent remote = (carrier != null && !newTrace) ? carrier.remoteParent() : placement.remote();
		TracingIds.Pair tracing = this.roots.tracingIds(context);
		TraceState trace = (parent != null) ? this.roots.join(parent, own) : this.roots.begin(context, own, tracing,
				remote, this.ancestry.project(context.getParentObservation()));
		String id = this.roots.observationId(trace, tracing);
		String parentId = (parent != null) ? parent.observationId() : null;
		if (remote != null && remote.traceId().equals(trace.traceId())) {
			parentId = remote.observationId();
			trace.continuedBy(id, remote.observed());
		}
		RecordingObservation observation = new RecordingObservation(trace, inherited.and(attributes), id, parentId,
				type, this.capture, this.sink, errorContent(own, type));
		this.roots.noteTracingId(observation, tracing);
		if (parent != null && observation.attributes() != parent.attributes()) {
			observation.occurs();
		}
		if (carrier != null && trace.isSampled()) {
			carrier.begun(trace.traceId());
		}
		return observation;
	}

	/**
	 * The project of what runs on this thread: that of its trace, else that of a trace
	 * which would begin here.
	 */
	@Nullable String project(@Nullable ObservationView current) {
		RecordingObservation observation = this.ancestry.current(current);
		return (observation != null) ? observation.state().project()
				: this.roots.projectOutside(this.ancestry.project(current));
	}

	private boolean errorContent(@Nullable LangfuseObservationContext own, ObservationType type) {
		Boolean errorContent = (own != null) ? own.getErrorContent() : null;
		CaptureSwitches switches = this.capture.settings().switches(type.value());
		return (errorContent != null) ? errorContent : switches.errors() && (switches.input() || switches.output());
	}

	private void closeScope(Observation.Context context) {
		RecordingObservation observation = Ancestry.find(context);
		if (observation != null) {
			this.scopes.close(observation);
		}
		else if (context instanceof AttributesContext attributes) {
			this.scopes.close(attributes);
		}
		else if (context instanceof NullContext) {
			this.scopes.closeBarrier();
		}
	}

	private void stop(Observation.Context context, RecordingObservation observation) {
		if (context instanceof LangfuseObservationContext own) {
			send(observation.finish(own.getObservationName(), own, own.getEndTicks()));
			return;
		}
		long endTicks = System.nanoTime();
		ObservationStart start = context.get(ObservationStart.class);
		if (start == null || start.completion() == null) {
			stopForeign(context, observation, endTicks);
		}
		else {
			start.completion()
				.whenComplete((result, error) -> guarded(() -> stopForeign(context, observation, endTicks)));
		}
	}

	private void stopForeign(Observation.Context context, RecordingObservation observation, long endTicks) {
		String name = ForeignContexts.name(context);
		if (observation.isRecording()) {
			this.foreign.map(context,
					new SwitchedObservation(observation, this.capture.settings().switches(observation.type().value())));
			if (observation.isRoot()) {
				observation.state().name(Names.precut(name));
			}
		}
		send(observation.finish(name, null, endTicks));
	}

	private void send(@Nullable ObservationData data) {
		if (data != null) {
			this.sink.accept(data);
		}
	}

	private void guarded(Runnable callback) {
		try {
			callback.run();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			this.logger.warn(ex.getClass(), () -> "An observation could not be recorded: " + ex.getClass().getName());
		}
	}

}
