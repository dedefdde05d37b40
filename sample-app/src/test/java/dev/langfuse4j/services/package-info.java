/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * An application of its own, that asks other services.
 */
@NullMarked
package dev.langfuse4j.services;

import org.jspecify.annotations.NullMarked;
