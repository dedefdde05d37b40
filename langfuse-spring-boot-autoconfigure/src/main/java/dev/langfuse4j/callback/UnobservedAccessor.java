package dev.langfuse4j.callback;

import dev.langfuse4j.lang.Internal;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the mark of {@link Unobserved} along wherever Micrometer propagates context to:
 * to executors with Spring's decorator, and through Reactor where its automatic
 * propagation is on. Found by {@link java.util.ServiceLoader}.
 */
@Internal
public final class UnobservedAccessor implements ThreadLocalAccessor<Object> {

	/**
	 * The key in snapshots and in the Reactor context.
	 */
	public static final String KEY = "langfuse.unobserved";

	/**
	 * Creates the accessor.
	 */
	public UnobservedAccessor() {
	}

	@Override
	public Object key() {
		return KEY;
	}

	/**
	 * Not who called: whoever holds a snapshot need not hold that.
	 */
	@Override
	public @Nullable Object getValue() {
		return Unobserved.isCurrent() ? KEY : null;
	}

	@Override
	public void setValue(Object value) {
		Unobserved.enter(value);
	}

	@Override
	public void setValue() {
		Unobserved.leave(null);
	}

}
