/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;

import org.springframework.util.function.SingletonSupplier;

/**
 * The filters of the application. One that fails leaves nothing out. Thread-safe.
 */
final class ObservationFilters {

	private final LogOnce logger = new LogOnce(ObservationFilters.class);

	private final SingletonSupplier<List<ObservationFilter>> filters;

	/**
	 * Creates the filters.
	 * @param filters finds them, at the first observation that has a parent
	 */
	ObservationFilters(Supplier<List<ObservationFilter>> filters) {
		this.filters = SingletonSupplier.of(filters);
	}

	boolean isRecorded(ObservationCandidate candidate) {
		boolean outer = Unobserved.enter();
		try {
			return this.filters.obtain().stream().allMatch((filter) -> filter.isRecorded(candidate));
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			this.logger.warn(ex.getClass(),
					() -> "An ObservationFilter failed. The observation is recorded: " + ex.getClass().getName());
			return true;
		}
		finally {
			Unobserved.leave(outer);
		}
	}

}
