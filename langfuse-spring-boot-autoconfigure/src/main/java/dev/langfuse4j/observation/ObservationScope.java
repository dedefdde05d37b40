package dev.langfuse4j.observation;

/**
 * While open, an observation is current on the thread that opened the scope: what is
 * observed there is below it. Made for try-with-resources.
 */
@FunctionalInterface
public interface ObservationScope extends AutoCloseable {

	/**
	 * Closes the scope, on the thread that opened it. The observation goes on. Never
	 * throws; further calls do nothing.
	 */
	@Override
	void close();

}
