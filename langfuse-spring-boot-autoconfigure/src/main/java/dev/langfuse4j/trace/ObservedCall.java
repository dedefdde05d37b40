package dev.langfuse4j.trace;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentBudget;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
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
 * One observed piece of work between its start and its end. The handlers and filters of
 * the application run here too: what they throw is logged once and goes no further,
 * except a {@link VirtualMachineError}, and nothing that they reach is observed. Wiring;
 * thread-safe as far as Micrometer is.
 */
public final class ObservedCall {

	/**
	 * A call that is not observed.
	 */
	public static final ObservedCall NONE = new ObservedCall(Observation.NOOP, null);

	private static final LogOnce logger = new LogOnce(ObservedCall.class);

	private final Observation observation;

	private final @Nullable LangfuseObservationContext context;

	ObservedCall(Observation observation, @Nullable LangfuseObservationContext context) {
		this.observation = observation;
		this.context = context;
	}

	/**
	 * Whether values are to be captured.
	 * @return whether the call is recorded
	 */
	public boolean isRecording() {
		return handle().isRecording();
	}

	/**
	 * The live handle.
	 * @return the handle, the no-op one if the call is not observed
	 */
	public LangfuseObservation handle() {
		return (this.context != null) ? this.context.getObservation() : LangfuseObservation.noop();
	}

	/**
	 * The live handle that records as much as is switched on for its type.
	 * @return the handle, the no-op one if the call is not observed
	 */
	public LangfuseObservation recorder() {
		return (handle() instanceof RecordingObservation node)
				? new SwitchedObservation(node, node.content().settings().switches(node.type().value())) : handle();
	}

	/**
	 * Sets the captured arguments.
	 * @param input the input
	 */
	public void input(@Nullable CapturedContent input) {
		if (this.context != null) {
			this.context.setInput(taken(input));
		}
	}

	/**
	 * Sets the captured result.
	 * @param output the output
	 */
	public void output(@Nullable CapturedContent output) {
		if (this.context != null) {
			this.context.setOutput(taken(output));
		}
	}

	/**
	 * The budget of all content of the observation.
	 * @return the budget, an empty one if the call is not observed
	 */
	public ContentBudget budget() {
		return (handle() instanceof RecordingObservation node) ? node.content() : ContentBudget.NONE;
	}

	private @Nullable CapturedContent taken(@Nullable CapturedContent content) {
		return (handle() instanceof RecordingObservation node) ? node.content().taken(content) : content;
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
		Observation.Scope before = registry.getCurrentObservationScope();
		Object caller = Unobserved.enter(this);
		try {
			return new OpenScope(this.observation.openScope(), registry, name());
		}
		catch (Throwable ex) {
			// Micrometer has made the scope current before the handler threw
			registry.setCurrentObservationScope(before);
			contain(ex);
			return Scope.NONE;
		}
		finally {
			Unobserved.leave(caller);
		}
	}

	private String name() {
		return (this.context != null) ? this.context.getObservationName()
				: String.valueOf(this.observation.getContextView().getName());
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
		if (this.observation.getContext() instanceof AttributesContext carrier) {
			guarded(carrier::occurs);
		}
	}

	/**
	 * Remembers that the work has ended now: what comes is our own.
	 */
	public void markEnd() {
		if (this.context != null) {
			this.context.markEnd();
		}
	}

	/**
	 * Records a failure.
	 * @param error the failure
	 */
	public void error(Throwable error) {
		guarded(() -> this.observation.error(error));
	}

	/**
	 * Records that the call failed because it was refused, which is no failure of what is
	 * called.
	 * @param by who refused it
	 */
	public void refused(String by) {
		handle().level(ObservationLevel.WARNING).metadata("refused", by);
	}

	/**
	 * Records that nobody wants the result any more.
	 */
	public void cancelled() {
		if (handle() instanceof RecordingObservation node) {
			node.cancelled();
		}
	}

	/**
	 * Ends the observation. What is above it is let go of: whoever still holds this one,
	 * such as work that hands itself on, would hold all that came before.
	 */
	public void stop() {
		guarded(() -> {
			try {
				this.observation.stop();
			}
			finally {
				this.observation.getContext().setParentObservation(null);
			}
		});
	}

	private void guarded(Runnable call) {
		if (this != NONE) {
			Object caller = Unobserved.enter(this);
			try {
				call.run();
			}
			catch (Throwable ex) {
				contain(ex);
			}
			finally {
				Unobserved.leave(caller);
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

		private final ObservationRegistry registry;

		private final String name;

		private final Thread thread = Thread.currentThread();

		private volatile boolean closed;

		OpenScope(Observation.Scope scope, ObservationRegistry registry, String name) {
			this.scope = scope;
			this.registry = registry;
			this.name = name;
		}

		@Override
		public void close() {
			if (this.closed) {
				return;
			}
			this.closed = true;
			if (Thread.currentThread() == this.thread) {
				AbandonedScopes.close(this.scope, this.registry);
			}
			else {
				AbandonedScopes.add(this.scope, this.name);
			}
		}

	}

}
