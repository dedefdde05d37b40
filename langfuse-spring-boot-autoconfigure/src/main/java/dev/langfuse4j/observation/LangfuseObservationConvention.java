/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import dev.langfuse4j.lang.ExtensionPoint;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Convention for the observations of Langfuse in the application's meters and traces. All
 * have the name {@value #NAME} and the key-values
 * <ul>
 * <li>{@code langfuse.type}: the observation's type</li>
 * <li>{@code code.namespace}: the class of the observed method</li>
 * <li>{@code code.function}: the observed method</li>
 * </ul>
 * (only the type for observations that application code creates). Replace it by a bean of
 * type {@link io.micrometer.observation.GlobalObservationConvention} that supports
 * {@link LangfuseObservationContext}; the observations in Langfuse do not depend on it.
 *
 * @since 0.1.0
 */
@ExtensionPoint
public class LangfuseObservationConvention implements ObservationConvention<LangfuseObservationContext> {

	/**
	 * The name of all our observations.
	 */
	public static final String NAME = "langfuse.observe";

	/**
	 * The convention in force without another one.
	 */
	public static final LangfuseObservationConvention DEFAULT = new LangfuseObservationConvention();

	/**
	 * Creates the convention.
	 */
	protected LangfuseObservationConvention() {
	}

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(LangfuseObservationContext context) {
		return context.keyValues;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof LangfuseObservationContext;
	}

}
