/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * An exporter of Langfuse that the settings may enable. Unlike an exporter bean, a bean
 * of this type does not enable observation by its presence.
 *
 * @since 0.1.0
 */
@Internal
public interface OptionalExporter {

	/**
	 * The exporter.
	 * @return the exporter, or {@code null} if it is not asked for
	 */
	@Nullable ObservationExporter exporter();

	/**
	 * Returns the part of the startup message about the exporter.
	 * @return the rest of a sentence, perhaps empty
	 */
	String startupNote();

}
