/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * OTLP as a Langfuse server reads it.
 */
@NullMarked
package dev.langfuse4j.export.otlp;

import org.jspecify.annotations.NullMarked;
