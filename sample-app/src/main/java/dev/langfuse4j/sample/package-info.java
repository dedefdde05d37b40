/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * SkillMatch: finds the candidates for a role.
 */
@NullMarked
package dev.langfuse4j.sample;

import org.jspecify.annotations.NullMarked;
