/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Starts experiments from the user interface of Langfuse. Begin with
 * {@link dev.langfuse4j.experiment.trigger.ExperimentDefinition}.
 */
@NullMarked
package dev.langfuse4j.experiment.trigger;

import org.jspecify.annotations.NullMarked;
