/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.export.ScoreExporter;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.score.ScoreData;

import org.springframework.util.function.SingletonSupplier;

/**
 * Passes scores to score exporters. They are resolved and released at the same time as
 * the exporters of observations. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ScoreExporters {

	private final LogOnce logger = new LogOnce(ScoreExporters.class);

	private final List<ScoreExporter> own;

	private final boolean beans;

	private final SingletonSupplier<List<ScoreExporter>> exporters;

	/**
	 * Creates the exporters.
	 * @param own exporters that are not beans, which are called last and are not
	 * destroyed
	 * @param beans whether any beans are exporters
	 * @param source finds those beans
	 */
	public ScoreExporters(List<ScoreExporter> own, boolean beans, Supplier<List<ScoreExporter>> source) {
		this.own = List.copyOf(own);
		this.beans = beans;
		this.exporters = SingletonSupplier.of(() -> beans ? List.copyOf(source.get()) : List.of());
	}

	/**
	 * Exporters that exist already.
	 * @param exporters the exporters
	 * @return the exporters
	 */
	public static ScoreExporters of(ScoreExporter... exporters) {
		return new ScoreExporters(List.of(exporters), false, List::of);
	}

	/**
	 * Whether there are any.
	 */
	boolean any() {
		return this.beans || !this.own.isEmpty();
	}

	/**
	 * Resolves the exporters while the application can create them.
	 */
	void prepare() {
		this.exporters.obtain();
	}

	/**
	 * Gives scores to all exporters.
	 * @param late whether beans may be destroyed already: they get nothing any more
	 * @return whether each of them has taken them
	 */
	boolean export(List<ScoreData> scores, boolean late) {
		boolean exported = true;
		if (this.beans && late) {
			exported = false;
		}
		else {
			try {
				for (ScoreExporter exporter : this.exporters.obtain()) {
					exported &= export(scores, exporter);
				}
			}
			catch (Throwable ex) {
				failed("Score exporters", ex);
				exported = false;
			}
		}
		for (ScoreExporter exporter : this.own) {
			exported &= export(scores, exporter);
		}
		return exported;
	}

	private boolean export(List<ScoreData> scores, ScoreExporter exporter) {
		try {
			exporter.exportScores(List.copyOf(scores));
			return true;
		}
		catch (Throwable ex) {
			failed("Score exporter " + exporter.getClass().getName(), ex);
			return false;
		}
	}

	private void failed(String who, Throwable ex) {
		this.logger.warn(who + ex.getClass(),
				() -> who + " failed: " + ex.getClass().getName() + ". It does not receive these scores again");
	}

}
