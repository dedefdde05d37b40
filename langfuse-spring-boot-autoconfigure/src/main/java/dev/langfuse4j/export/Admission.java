package dev.langfuse4j.export;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Credentials;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Whether a project takes observations. The threads of the application see what was found
 * last; the export thread looks each time. Thread-safe.
 */
final class Admission {

	private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

	private static final String DISABLED = "is disabled";

	static final String NO_CREDENTIALS = "has no credentials";

	private final ExportThread thread;

	private final BooleanSupplier enabled;

	private final @Nullable Supplier<@Nullable Credentials> credentials;

	private final AtomicLong nextCheck = new AtomicLong(System.nanoTime());

	private volatile @Nullable String obstacle;

	private volatile boolean asking;

	Admission(ExportThread thread, BooleanSupplier enabled, @Nullable Connection connection) {
		this.thread = thread;
		this.enabled = enabled;
		this.credentials = (connection != null) ? connection.credentials() : null;
		this.obstacle = isEnabled() ? null : DISABLED;
	}

	/**
	 * What is in the way, as far as is known; from time to time it is looked at anew,
	 * elsewhere.
	 */
	@Nullable String obstacle() {
		if (this.enabled == Destination.ALWAYS && this.obstacle == null) {
			return null;
		}
		long next = this.nextCheck.get();
		long now = System.nanoTime();
		if (now - next > 0 && this.nextCheck.compareAndSet(next, now + INTERVAL)) {
			this.thread.execute(this::look);
		}
		return this.obstacle;
	}

	/**
	 * Looks whether the project is enabled, and whether anything else is in the way.
	 */
	boolean isOpen() {
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
	void withheld() {
		this.obstacle = NO_CREDENTIALS;
	}

	/**
	 * Whoever has the credentials may keep us waiting.
	 */
	private void look() {
		if (!isOpen() && this.obstacle == NO_CREDENTIALS && this.credentials != null && !this.asking) {
			this.asking = true;
			Mono.fromSupplier(this.credentials)
				.subscribeOn(Schedulers.boundedElastic())
				.onErrorComplete()
				.doFinally((signal) -> this.asking = false)
				.subscribe((found) -> this.obstacle = null);
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
