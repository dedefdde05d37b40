/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.function.Supplier;

import dev.langfuse4j.export.otlp.ProjectEncoders;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.http.ProjectLinks;
import dev.langfuse4j.lang.Internal;

/**
 * The settings of the application that the console shows beside its traces.
 *
 * @param resource what all observations have in common
 * @param captureContent whether content is captured
 * @param sampleRate the share of traces that is recorded
 * @param reason why nothing is sent, where that is so
 * @param pipeline finds the export, which is made after the console
 * @param links the servers of the projects
 * @param encoders write observations as they are sent
 * @since 0.1.0
 */
@Internal
public record ConsoleApplication(ResourceAttributes resource, boolean captureContent, double sampleRate, String reason,
		Supplier<ExportPipeline> pipeline, ProjectLinks links, ProjectEncoders encoders) {

}
