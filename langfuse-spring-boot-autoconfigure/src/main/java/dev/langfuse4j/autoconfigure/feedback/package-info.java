/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Auto-configuration of user feedback.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.feedback;

import org.jspecify.annotations.NullMarked;
