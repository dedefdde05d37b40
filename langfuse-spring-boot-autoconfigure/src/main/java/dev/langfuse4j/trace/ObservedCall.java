/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentBudget;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ExperimentAttributes;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationScope;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * A piece of observed work between its start and its end. The handlers and filters of the
 * application run here too. Their exceptions are logged once and not thrown, except a
 * {@link VirtualMachineError}, and they are not observed. Thread-safe as far as
 * Micrometer is.
 *
 * @since 0.1.0
 */
@Internal
public final class ObservedCall {

	/**
	 * A call that is not observed.
	 */
	public static final ObservedCall NONE = new ObservedCall(Observation.NOOP, null);

	private static final LogOnce logger = LogOnce.shared(ObservedCall.class);

	private final Observation observation;

	private final @Nullable RecordingObservation node;

	/**
	 * Whether the observation ends with this call.
	 */
	private final boolean owner;

	ObservedCall(Observation observation, @Nullable RecordingObservation node) {
		this.observation = observation;
		this.node = node;
		this.owner = true;
	}

	private ObservedCall(Observation observation, @Nullable RecordingObservation node, boolean owner) {
		this.observation = observation;
		this.node = node;
		this.owner = owner;
	}

	/**
	 * Returns a call of which nothing is recorded, because its trace is sampled out. The
	 * observation above stands for it, wherever it is made current.
	 */
	static ObservedCall sampledOut(Observation above, @Nullable RecordingObservation node) {
		return new ObservedCall(above, node, false);
	}

	/**
	 * Whether values are to be captured.
	 * @return whether the call is recorded
	 */
	public boolean isRecording() {
		return this.node != null && this.node.sampled && !this.node.ended;
	}

	/**
	 * The live handle.
	 * @return the handle, the no-op one if the call is not observed
	 */
	public LangfuseObservation handle() {
		return (this.node != null) ? this.node : LangfuseObservation.noop();
	}

	/**
	 * The node of the tree.
	 */
	@Nullable RecordingObservation node() {
		return this.node;
	}

	/**
	 * The live handle that records as much as is switched on for its type.
	 * @return the handle, the no-op one if the call is not observed
	 */
	public LangfuseObservation recorder() {
		RecordingObservation recorded = this.node;
		return (recorded != null)
				? new SwitchedObservation(recorded, recorded.content().settings().switches(recorded.type().value()))
				: LangfuseObservation.noop();
	}

	/**
	 * Sets the captured arguments.
	 * @param input the input
	 */
	public void input(@Nullable CapturedContent input) {
		RecordedContent content = (this.node != null) ? this.node.content : null;
		if (content != null) {
			content.arguments(input);
		}
	}

	/**
	 * Sets the captured result.
	 * @param output the output
	 */
	public void output(@Nullable CapturedContent output) {
		RecordedContent content = (this.node != null) ? this.node.content : null;
		if (content != null) {
			content.result(output);
		}
	}

	/**
	 * Scores the parent of the observation, or its trace, unless an experiment evaluates
	 * there, which gives its scores itself.
	 * @param wholeTrace whether the trace is scored
	 * @param score the score
	 */
	public void score(boolean wholeTrace, ScoredValue score) {
		if (this.node != null && !isEvaluatingItem(this.node)) {
			this.node.sink().score(wholeTrace ? this.node.scoredTrace() : this.node.scoredParent(), score);
		}
	}

	private static boolean isEvaluatingItem(RecordingObservation node) {
		ExperimentAttributes item = node.attributes().experiment();
		return item != null && item.evaluating();
	}

	/**
	 * The budget of all content of the observation.
	 * @return the budget, an empty one if the call is not observed
	 */
	public ContentBudget budget() {
		return (this.node != null) ? this.node.content() : ContentBudget.NONE;
	}

	/**
	 * Makes the observation current on this thread.
	 * @return the scope, to be closed on this thread
	 */
	public Scope openScope() {
		if (this == NONE) {
			return Scope.NONE;
		}
		ObservationRegistry registry = this.observation.getObservationRegistry();
		if (!this.owner && registry.getCurrentObservation() == this.observation) {
			return Scope.NONE;
		}
		Observation.Scope before = registry.getCurrentObservationScope();
		boolean outer = Unobserved.enter();
		try {
			return new OpenScope(this.observation.openScope());
		}
		catch (Throwable ex) {
			// Micrometer has made the scope current before the handler threw
			registry.setCurrentObservationScope(before);
			contain(ex);
			return Scope.NONE;
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	/**
	 * The observation that Micrometer carries from thread to thread.
	 */
	Observation observation() {
		return this.observation;
	}

	/**
	 * Makes the observation current in a reactive pipeline.
	 * @param context the Reactor context
	 * @return the context with the observation
	 */
	public Context writeTo(Context context) {
		return (this != NONE) ? context.put(ObservationThreadLocalAccessor.KEY, this.observation)
			.put(LangfuseTracer.OBSERVATION, this.observation) : context;
	}

	/**
	 * Tells the trace that attributes are carried in what they are, as if something was
	 * observed below. Outside of a trace nothing is asked.
	 */
	public void occurs() {
		if (this.owner && this.observation.getContext() instanceof AttributesContext carrier) {
			guarded(carrier::occurs);
		}
	}

	/**
	 * Records the end of the work. The time after it belongs to Langfuse.
	 */
	public void markEnd() {
		if (this.node != null && this.owner) {
			this.node.markEnd();
		}
	}

	/**
	 * Records a failure.
	 * @param error the failure
	 */
	public void error(Throwable error) {
		if (this.owner) {
			guarded(() -> this.observation.error(error));
		}
	}

	/**
	 * Records that the call was refused, which is not a failure of the called method.
	 * @param by the name of the refusing component
	 */
	public void refused(String by) {
		handle().level(ObservationLevel.WARNING).metadata("refused", by);
	}

	/**
	 * Records that the call was cancelled.
	 */
	public void cancelled() {
		if (this.node != null) {
			this.node.cancelled();
		}
	}

	/**
	 * Ends the observation. Its ancestors are released: otherwise code that still holds
	 * this observation, such as work that reschedules itself, would keep all earlier ones
	 * in memory.
	 */
	public void stop() {
		if (this == NONE || !this.owner) {
			return;
		}
		boolean outer = Unobserved.enter();
		try {
			this.observation.stop();
		}
		catch (Throwable ex) {
			contain(ex);
		}
		finally {
			Unobserved.leave(outer);
			this.observation.getContext().setParentObservation(null);
		}
	}

	private void guarded(Runnable call) {
		if (this != NONE) {
			boolean outer = Unobserved.enter();
			try {
				call.run();
			}
			catch (Throwable ex) {
				contain(ex);
			}
			finally {
				Unobserved.leave(outer);
			}
		}
	}

	static void contain(Throwable ex) {
		Fatal.rethrow(ex);
		logger.warn(ex.getClass(),
				() -> "Micrometer, or a handler of the application, failed to observe: " + ex.getClass().getName());
	}

	/**
	 * While open, the observation is current on the thread that opened it.
	 */
	public interface Scope extends ObservationScope {

		/**
		 * A scope that makes nothing current.
		 */
		Scope NONE = () -> {
		};

		@Override
		void close();

	}

	/**
	 * Knows the thread it is open on, which is the only one that can leave it.
	 */
	private static final class OpenScope implements Scope {

		private final Observation.Scope scope;

		private final Thread thread = Thread.currentThread();

		private volatile boolean closed;

		OpenScope(Observation.Scope scope) {
			this.scope = scope;
		}

		@Override
		public void close() {
			if (this.closed) {
				return;
			}
			this.closed = true;
			if (Thread.currentThread() == this.thread) {
				AbandonedScopes.close(this.scope);
			}
			else {
				AbandonedScopes.add(this.scope, name());
			}
		}

		private String name() {
			Observation.ContextView context = this.scope.getCurrentObservation().getContextView();
			return (context instanceof LangfuseObservationContext own) ? own.getObservationName()
					: String.valueOf(context.getName());
		}

	}

}
