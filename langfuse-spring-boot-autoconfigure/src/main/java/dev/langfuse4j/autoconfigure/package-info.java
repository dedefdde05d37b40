/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Puts everything together for Spring Boot.
 */
@NullMarked
package dev.langfuse4j.autoconfigure;

import org.jspecify.annotations.NullMarked;
