/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * For the tests of applications: a recorder of observations, assertions about them, and
 * the rule that a test sends nothing unless it says so.
 */
@NullMarked
package dev.langfuse4j.test;

import org.jspecify.annotations.NullMarked;
