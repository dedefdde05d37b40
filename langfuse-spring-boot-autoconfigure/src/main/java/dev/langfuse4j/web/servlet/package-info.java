/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Derives trace attributes from requests, and observes work that Spring MVC finishes
 * after the controller has returned.
 */
@NullMarked
package dev.langfuse4j.web.servlet;

import org.jspecify.annotations.NullMarked;
