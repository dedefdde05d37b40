/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Messages of Protocol Buffers, by their descriptors.
 */
@NullMarked
package dev.langfuse4j.protobuf;

import org.jspecify.annotations.NullMarked;
