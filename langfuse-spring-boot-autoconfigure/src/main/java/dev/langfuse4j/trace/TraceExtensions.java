/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Extensions of the tree. Immutable.
 *
 * @param origins find where the observations of other libraries come from, asked in their
 * order
 * @param filters finds those that leave observations out, {@code null} if there are none
 * @since 0.1.0
 */
@Internal
public record TraceExtensions(List<ContextOrigin> origins, @Nullable Supplier<List<ObservationFilter>> filters) {

	/**
	 * Adds these to the tree that a handler builds.
	 * @param handler the handler
	 */
	public void addTo(LangfuseObservationHandler handler) {
		handler.tree().setOrigins(this.origins);
		if (this.filters != null) {
			handler.tree().setFilters(new ObservationFilters(this.filters));
		}
	}

}
