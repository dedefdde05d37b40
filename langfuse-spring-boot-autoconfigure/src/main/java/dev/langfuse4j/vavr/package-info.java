/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Collections and other values of Vavr, as far as they are computed.
 */
@NullMarked
package dev.langfuse4j.vavr;

import org.jspecify.annotations.NullMarked;
