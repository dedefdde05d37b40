/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Injects faults of the server and of the disk and watches observations and the
 * application: the suite behind {@code docs/reliability.md}.
 */
package dev.langfuse4j.fault;
