package dev.langfuse4j.aop;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * The end of a call that comes later than its method, on any thread and perhaps in more
 * than one way: the first counts. Wiring; thread-safe, never throws.
 */
public final class Ending {

	private final ObservedInvocation invocation;

	private final ObservedCall call;

	private final AtomicBoolean ended = new AtomicBoolean();

	/**
	 * Creates the end of a call.
	 * @param invocation the call of the method
	 * @param call what was started for it
	 */
	public Ending(ObservedInvocation invocation, ObservedCall call) {
		this.invocation = invocation;
		this.call = call;
	}

	/**
	 * The observation that ends.
	 * @return what was started
	 */
	public ObservedCall call() {
		return this.call;
	}

	/**
	 * Ends with a result.
	 * @param result the result
	 */
	public void complete(@Nullable Object result) {
		if (this.ended.compareAndSet(false, true)) {
			this.invocation.complete(this.call, result);
		}
	}

	/**
	 * Ends with what its elements make.
	 * @param elements the elements
	 */
	void complete(Elements elements) {
		if (this.ended.compareAndSet(false, true)) {
			this.invocation.complete(this.call, elements);
		}
	}

	/**
	 * Ends with a failure, or as cancelled if that is what the failure says.
	 * @param error the failure
	 */
	public void fail(Throwable error) {
		fail(error, null);
	}

	void fail(Throwable error, @Nullable Elements elements) {
		Throwable cause = causeOf(error);
		if (cause instanceof CancellationException) {
			cancel(elements);
		}
		else if (this.ended.compareAndSet(false, true)) {
			this.invocation.fail(this.call, cause, elements);
		}
	}

	/**
	 * Ends as cancelled: nobody wants the result any more, which is no failure.
	 */
	public void cancel() {
		cancel(null);
	}

	void cancel(@Nullable Elements elements) {
		if (this.ended.compareAndSet(false, true)) {
			this.invocation.cancel(this.call, elements);
		}
	}

	private static Throwable causeOf(Throwable error) {
		boolean wrapper = error instanceof CompletionException || error instanceof ExecutionException;
		return (wrapper && error.getCause() != null) ? error.getCause() : error;
	}

}
