package dev.langfuse4j.export.queue;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Whether a project takes observations. The threads of the application see what was found
 * last; the export thread looks each time. Thread-safe.
 */
public final class Admission {

	/**
	 * For a project that cannot be disabled on its own.
	 */
	public static final BooleanSupplier ALWAYS = () -> true;

	private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

	private static final String DISABLED = "is disabled";

	/**
	 * What is in the way of a project without credentials.
	 */
	public static final String NO_CREDENTIALS = "has no credentials";

	private final Executor thread;

	private final BooleanSupplier enabled;

	private final Mono<Boolean> credentials;

	private final LongSupplier ticks;

	private final AtomicLong nextCheck;

	private volatile @Nullable String obstacle;

	private volatile boolean asking;

	/**
	 * Creates an admission.
	 * @param thread where it is looked
	 * @param enabled whether the project is enabled right now
	 * @param credentials finds whether it has credentials right now
	 * @param ticks the clock, in nanoseconds
	 */
	public Admission(Executor thread, BooleanSupplier enabled, Mono<Boolean> credentials, LongSupplier ticks) {
		this.thread = thread;
		this.enabled = enabled;
		this.credentials = credentials;
		this.ticks = ticks;
		this.nextCheck = new AtomicLong(ticks.getAsLong());
		this.obstacle = isEnabled() ? null : DISABLED;
	}

	/**
	 * What is in the way, as far as is known; from time to time it is looked at anew,
	 * elsewhere.
	 */
	public @Nullable String obstacle() {
		if (this.enabled == ALWAYS && this.obstacle == null) {
			return null;
		}
		long next = this.nextCheck.get();
		long now = this.ticks.getAsLong();
		if (now - next > 0 && this.nextCheck.compareAndSet(next, now + INTERVAL)) {
			this.thread.execute(this::look);
		}
		return this.obstacle;
	}

	/**
	 * Looks whether the project is enabled, and whether anything else is in the way.
	 */
	public boolean isOpen() {
		if (!isEnabled()) {
			this.obstacle = DISABLED;
		}
		else if (this.obstacle == DISABLED) {
			this.obstacle = null;
		}
		return this.obstacle == null;
	}

	/**
	 * A request found no credentials.
	 */
	public void withheld() {
		this.obstacle = NO_CREDENTIALS;
	}

	/**
	 * Whoever has the credentials may keep us waiting.
	 */
	private void look() {
		if (!isOpen() && this.obstacle == NO_CREDENTIALS && !this.asking) {
			this.asking = true;
			this.credentials.doFinally((signal) -> this.asking = false).filter((found) -> found).subscribe((found) -> {
				if (this.obstacle == NO_CREDENTIALS) {
					this.obstacle = null;
				}
			});
		}
	}

	/**
	 * A configuration that cannot be read is not one that disables.
	 */
	private boolean isEnabled() {
		try {
			return this.enabled.getAsBoolean();
		}
		catch (RuntimeException ex) {
			return this.obstacle != DISABLED;
		}
	}

}
