/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

/**
 * An origin whose attributes and project were set in code.
 *
 * @param attributes the attributes for the observations below
 * @param project the name of the project, empty for an unknown project, {@code null} to
 * let the next origin decide
 * @param traceSeed the text that trace ids are derived from, or {@code null}
 * @param newTraces whether whatever is observed leaves the trace that is current
 * @since 0.1.0
 */
@Internal
public record GivenOrigin(TraceAttributes attributes, @Nullable String project, @Nullable String traceSeed,
		boolean newTraces) implements TraceOrigin {

	/**
	 * Creates an origin with attributes.
	 * @param attributes the attributes for the observations below
	 * @return the origin
	 */
	public static GivenOrigin of(TraceAttributes attributes) {
		return new GivenOrigin(attributes, null, null, false);
	}

	static GivenOrigin ofProject(String project) {
		return new GivenOrigin(TraceAttributes.NONE, project, null, false);
	}

}
