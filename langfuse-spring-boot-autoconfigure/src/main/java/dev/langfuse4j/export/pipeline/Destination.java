/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.util.function.BooleanSupplier;

import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.export.queue.Admission;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The destination of the observations of one project.
 *
 * @param connection its server, or {@code null} for none
 * @param encoder writes the requests to the server
 * @param enabled whether the project is enabled right now; asked before each request, on
 * the export thread
 * @since 0.1.0
 */
@Internal
public record Destination(@Nullable Connection connection, OtlpEncoder encoder, BooleanSupplier enabled) {

	/**
	 * The availability of a project that cannot be disabled on its own.
	 */
	public static final BooleanSupplier ALWAYS = Admission.ALWAYS;

}
