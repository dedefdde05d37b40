/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Trace attributes and observed responses in WebFlux.
 */
@NullMarked
package dev.langfuse4j.web.reactive;

import org.jspecify.annotations.NullMarked;
