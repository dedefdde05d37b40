/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Checks that README and {@code docs} tell the truth: links, code, configuration, names
 * and lines of the log.
 */
package dev.langfuse4j.manual;
