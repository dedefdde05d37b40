/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Auto-configuration for the web: trace attributes from requests, responses, and headers
 * for other services.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
