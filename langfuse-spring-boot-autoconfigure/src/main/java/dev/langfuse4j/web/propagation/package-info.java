/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Traces across services: reads the headers of incoming requests, and adds headers to
 * outgoing ones.
 */
@NullMarked
package dev.langfuse4j.web.propagation;

import org.jspecify.annotations.NullMarked;
