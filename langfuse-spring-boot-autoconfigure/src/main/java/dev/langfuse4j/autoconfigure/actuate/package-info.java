/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Auto-configuration for Actuator: health, meters and the endpoint.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
