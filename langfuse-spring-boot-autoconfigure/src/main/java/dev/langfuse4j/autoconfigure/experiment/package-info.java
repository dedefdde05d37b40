/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The beans of experiments.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.experiment;

import org.jspecify.annotations.NullMarked;
