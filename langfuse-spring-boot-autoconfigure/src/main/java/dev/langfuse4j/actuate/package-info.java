/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The gauges: health, meters and an endpoint of Spring Boot's Actuator, for those who
 * have it.
 */
@NullMarked
package dev.langfuse4j.actuate;

import org.jspecify.annotations.NullMarked;
