/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Makes observations of the spans that other libraries report to OpenTelemetry.
 */
@NullMarked
package dev.langfuse4j.otel;

import org.jspecify.annotations.NullMarked;
