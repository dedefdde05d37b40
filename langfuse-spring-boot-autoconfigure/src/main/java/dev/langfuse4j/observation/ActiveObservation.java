package dev.langfuse4j.observation;

/**
 * An observation that was started by hand and is current on the thread until it is
 * closed, on the same thread. Made for try-with-resources:
 *
 * <pre class="code">
 * try (ActiveObservation observation = langfuse.observation("parse").input(text).start()) {
 *     observation.output(parse(text));
 * }
 * </pre>
 *
 * Closed on another thread, it ends there, and is current on its own thread until that
 * observes something next: for work that answers by a callback there is
 * {@link ObservationBuilder#startDetached()}. A failure is not seen by {@link #close()}:
 * tell it with {@link #error(Throwable)}, or use
 * {@link ObservationBuilder#observe(java.util.function.Supplier)}.
 */
public interface ActiveObservation extends LangfuseObservation, AutoCloseable {

	/**
	 * Ends the observation. Further calls do nothing.
	 */
	@Override
	void close();

}
