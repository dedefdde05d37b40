/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ObservationData;

import org.springframework.util.function.SingletonSupplier;

/**
 * The exporters other than the server. They are resolved when all singletons of the
 * application exist. Created earlier, an exporter that needs an
 * {@code ObservationRegistry}, for example through a {@code RestClient.Builder}, would
 * depend on itself. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class Exporters {

	/**
	 * Interval of batches while beans are destroyed.
	 */
	private static final Duration LATE_INTERVAL = Duration.ofMillis(250);

	private final LogOnce logger = new LogOnce(Exporters.class);

	private final List<ObservationExporter> own;

	private final boolean beans;

	private final SingletonSupplier<List<ObservationExporter>> exporters;

	private volatile boolean ready;

	private volatile boolean late;

	/**
	 * Creates exporters that are beans.
	 * @param beans whether there are any
	 * @param source finds them
	 */
	public Exporters(boolean beans, Supplier<List<ObservationExporter>> source) {
		this(List.of(), beans, source);
	}

	/**
	 * Creates the exporters.
	 * @param own exporters that are not beans, which are called last and are not
	 * destroyed
	 * @param beans whether any beans are exporters
	 * @param source finds those beans
	 */
	public Exporters(List<ObservationExporter> own, boolean beans, Supplier<List<ObservationExporter>> source) {
		this.own = List.copyOf(own);
		this.beans = beans;
		this.exporters = SingletonSupplier.of(() -> beans ? List.copyOf(source.get()) : List.of());
	}

	/**
	 * Exporters that exist already.
	 * @param exporters the exporters
	 * @return the exporters
	 */
	public static Exporters of(ObservationExporter... exporters) {
		Exporters ready = new Exporters(exporters.length > 0, () -> List.of(exporters));
		ready.markReady();
		return ready;
	}

	/**
	 * Whether there are any.
	 * @return whether anybody beside the server gets observations
	 */
	public boolean any() {
		return this.beans || !this.own.isEmpty();
	}

	/**
	 * Whether the exporters can be resolved.
	 */
	boolean isReady() {
		return this.ready;
	}

	void markReady() {
		this.ready = true;
	}

	/**
	 * Whether beans may be destroyed already.
	 */
	boolean isLate() {
		return this.late;
	}

	/**
	 * Beans may be destroyed from now on: those that are exporters get nothing any more,
	 * and need not be waited for.
	 */
	void markLate() {
		this.late = true;
		this.ready = true;
	}

	/**
	 * Returns the interval of batches in nanoseconds, which is short while beans are
	 * destroyed.
	 */
	long interval(ExportSettings settings) {
		Duration interval = settings.flushInterval();
		return ((this.late && interval.compareTo(LATE_INTERVAL) > 0) ? LATE_INTERVAL : interval).toNanos();
	}

	/**
	 * Resolves the exporters while the application can create them.
	 */
	void prepare() {
		this.exporters.obtain();
	}

	/**
	 * Gives observations to all exporters.
	 * @return whether each of them has taken them
	 */
	boolean export(List<ObservationData> observations) {
		boolean exported = exportToBeans(observations);
		for (ObservationExporter exporter : this.own) {
			exported &= export(observations, exporter);
		}
		return exported;
	}

	private boolean exportToBeans(List<ObservationData> observations) {
		if (this.late) {
			return !this.beans;
		}
		boolean exported = true;
		try {
			for (ObservationExporter exporter : this.exporters.obtain()) {
				exported &= export(observations, exporter);
			}
		}
		catch (Throwable ex) {
			failed("Exporters", ex);
			exported = false;
		}
		return exported;
	}

	private boolean export(List<ObservationData> observations, ObservationExporter exporter) {
		try {
			exporter.export(List.copyOf(observations));
			return true;
		}
		catch (Throwable ex) {
			failed("Exporter " + exporter.getClass().getName(), ex);
			return false;
		}
	}

	private void failed(String who, Throwable ex) {
		this.logger.warn(who + ex.getClass(),
				() -> who + " failed: " + ex.getClass().getName() + ". It does not receive these observations again");
	}

}
