package dev.langfuse4j.observation;

import java.time.Instant;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * An observation that was started by hand and belongs to no thread: it is current nowhere
 * unless a scope is opened, and any thread may end it. Made for work that answers by a
 * callback:
 *
 * <pre class="code">
 * DetachedObservation call = langfuse.observation("ask").type(ObservationType.GENERATION).startDetached();
 * client.ask(question, (answer) -&gt; call.scoped(() -&gt; handle(answer)), call::error);
 * </pre>
 *
 * It is the parent of others where a scope of it is open, and of those that name it with
 * {@link ObservationBuilder#parent(LangfuseObservation)}. An observation that is never
 * ended is never sent.
 * <p>
 * Thread-safe.
 */
public interface DetachedObservation extends LangfuseObservation {

	/**
	 * Makes the observation current on this thread.
	 * @return the scope, to be closed on this thread
	 */
	ObservationScope openScope();

	/**
	 * Runs code with the observation current on this thread, and goes on afterwards. An
	 * exception thrown by the code is recorded as the error.
	 * @param code the code
	 */
	default void scoped(Runnable code) {
		scopedChecked(() -> {
			code.run();
			return null;
		});
	}

	/**
	 * Runs code with the observation current on this thread, and goes on afterwards. An
	 * exception thrown by the code is recorded as the error; its result is not recorded.
	 * @param <T> the result's type
	 * @param code the code
	 * @return the code's result
	 */
	default <T extends @Nullable Object> T scoped(Supplier<T> code) {
		return scopedChecked(code::get);
	}

	/**
	 * Runs code that may throw a checked exception, otherwise as
	 * {@link #scoped(Supplier)}.
	 * @param <T> the result's type
	 * @param <E> the type of exception thrown
	 * @param code the code
	 * @return the code's result
	 * @throws E what the code throws
	 */
	<T extends @Nullable Object, E extends Throwable> T scopedChecked(Observation.CheckedCallable<T, E> code) throws E;

	/**
	 * Ends the observation, on whatever thread. Further calls do nothing.
	 */
	void end();

	/**
	 * Ends the observation as of a time.
	 * @param time when the work ended, {@code null} for now
	 * @see LangfuseObservation#endTime(Instant)
	 */
	default void end(@Nullable Instant time) {
		endTime(time);
		end();
	}

}
