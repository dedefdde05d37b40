/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What observing costs: benchmarks, run by the Maven profile {@code benchmark} and in no
 * jar.
 */
package dev.langfuse4j.benchmark;
