/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The beans of this library for tests without an application context.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.test;

import org.jspecify.annotations.NullMarked;
