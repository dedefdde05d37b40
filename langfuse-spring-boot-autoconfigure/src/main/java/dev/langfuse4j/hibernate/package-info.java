/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Captures JPA entities without loading anything.
 */
@NullMarked
package dev.langfuse4j.hibernate;

import org.jspecify.annotations.NullMarked;
