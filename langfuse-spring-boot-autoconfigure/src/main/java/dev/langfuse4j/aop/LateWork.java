package dev.langfuse4j.aop;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The work of a call that its caller is free to begin, such as the body of a response. If
 * nobody has begun it when the response ends, the call ends with that. Without a
 * response, it ends when what it was returned in is garbage: nobody can begin it then.
 * Thread-safe.
 */
@Internal
public final class LateWork {

	private final Ending ending;

	private final @Nullable Object result;

	private final AtomicBoolean begun = new AtomicBoolean();

	/**
	 * Creates work that has not begun.
	 * @param ending the end of the call
	 * @param result what is recorded if it never begins
	 */
	public LateWork(Ending ending, @Nullable Object result) {
		this.ending = ending;
		this.result = result;
	}

	/**
	 * Begins the work.
	 * @return whether nobody else has begun it
	 */
	public boolean begin() {
		return this.begun.compareAndSet(false, true);
	}

	/**
	 * Sees that the call ends, also if nobody begins the work.
	 * @param handle what is needed to begin it; this work and its result must not lead to
	 * it
	 */
	public void endUnlessBegun(Object handle) {
		ServedResponse response = ServedResponse.in(this.ending.context());
		if (response != null) {
			response.onEnd(this::release);
		}
		else {
			ServedRequest.onEnd(this::release);
			this.ending.call().markEnd();
			Garbage.cleaner.register(handle, this::drop);
		}
	}

	private void release() {
		if (begin()) {
			this.ending.complete(this.result);
		}
	}

	private void drop() {
		if (begin()) {
			this.ending.drop(this.result);
		}
	}

	/**
	 * Has a thread, which most applications do without.
	 */
	private static final class Garbage {

		static final Cleaner cleaner = Cleaner.create();

	}

}
