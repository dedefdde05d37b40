/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The path of a finished observation: masking, exporters, and the delivery of each
 * project.
 */
@NullMarked
package dev.langfuse4j.export.pipeline;

import org.jspecify.annotations.NullMarked;
