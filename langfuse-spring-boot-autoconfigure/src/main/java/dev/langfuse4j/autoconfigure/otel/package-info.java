/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Auto-configuration for the spans of OpenTelemetry.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.otel;

import org.jspecify.annotations.NullMarked;
