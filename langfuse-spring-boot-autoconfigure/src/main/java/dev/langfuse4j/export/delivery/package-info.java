/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Batches and their way to the server of a project, or to the disk and from there.
 */
@NullMarked
package dev.langfuse4j.export.delivery;

import org.jspecify.annotations.NullMarked;
