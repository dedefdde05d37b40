/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.nio.file.Path;
import java.time.Duration;

import dev.langfuse4j.lang.Internal;

/**
 * Settings of the directory in which requests wait. Made from {@code
 * langfuse.export.spill.*}.
 *
 * @param directory the directory, which several processes may share
 * @param maxBytes the bytes that one process keeps there
 * @param maxAge the age after which a request is given up
 * @since 0.1.0
 */
@Internal
public record SpillSettings(Path directory, long maxBytes, Duration maxAge) {

}
