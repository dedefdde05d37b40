/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Lets annotations see who is authenticated by Spring Security.
 */
@NullMarked
package dev.langfuse4j.web.security;

import org.jspecify.annotations.NullMarked;
