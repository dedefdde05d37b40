/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Feedback of users: tokens that the application hands out, and the endpoint that takes
 * votes.
 */
@NullMarked
package dev.langfuse4j.feedback;

import org.jspecify.annotations.NullMarked;
