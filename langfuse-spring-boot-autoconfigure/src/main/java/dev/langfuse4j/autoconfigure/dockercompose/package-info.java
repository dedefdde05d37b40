/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A connection to the Langfuse of a Docker Compose file.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.dockercompose;

import org.jspecify.annotations.NullMarked;
