/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Captures web requests and derives trace attributes from them.
 */
@NullMarked
package dev.langfuse4j.web;

import org.jspecify.annotations.NullMarked;
