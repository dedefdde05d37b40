/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The annotations that applications put on their methods: {@code @Observe} and its
 * composed forms.
 */
@NullMarked
package dev.langfuse4j.annotation;

import org.jspecify.annotations.NullMarked;
