/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.util.List;

/**
 * A person who may fit a role.
 *
 * @param name the person's name
 * @param cv what the person has done
 * @param skills what the person knows
 */
record Candidate(String name, String cv, List<String> skills) {

}
