package dev.langfuse4j.export.delivery;

import java.util.concurrent.Future;

import dev.langfuse4j.lang.Internal;

/**
 * The one thread on which deliveries work.
 */
@Internal
public interface DeliveryThread {

	/**
	 * Runs a task.
	 * @param task the task
	 * @return whether it will run
	 */
	boolean execute(Runnable task);

	/**
	 * Runs a task later.
	 * @param task the task
	 * @param nanos how much later, in nanoseconds
	 * @return the task, to be cancelled
	 */
	Future<?> schedule(Runnable task, long nanos);

}
