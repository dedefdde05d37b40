/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import dev.langfuse4j.lang.Internal;

/**
 * Creates encoders like those of the export, for code that shows the encoded
 * observations. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface ProjectEncoders {

	/**
	 * A new encoder for the observations of a project.
	 * @param project the name of the project
	 * @return the encoder, which one thread may use at a time
	 */
	OtlpEncoder encoder(String project);

}
