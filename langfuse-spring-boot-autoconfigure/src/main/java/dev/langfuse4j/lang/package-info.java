/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Annotations that classify public types. A public type without one of them is API.
 */
@NullMarked
package dev.langfuse4j.lang;

import org.jspecify.annotations.NullMarked;
