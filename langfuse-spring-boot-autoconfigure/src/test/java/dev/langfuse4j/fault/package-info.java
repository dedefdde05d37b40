/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What happens to observations, and to the application, when the server fails: the suite
 * behind {@code docs/reliability.md}.
 */
package dev.langfuse4j.fault;
