/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Records of Avro, by their schemas.
 */
@NullMarked
package dev.langfuse4j.avro;

import org.jspecify.annotations.NullMarked;
