/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Says which dataset is to be read.
 *
 * @param name the name, or the location of a local file
 * @param version the time whose state is wanted, or {@code null} for now
 * @param project the project, or {@code null} for that in scope
 */
record DatasetQuery(String name, @Nullable Instant version, @Nullable String project) {

	static DatasetQuery of(String name) {
		return new DatasetQuery(requireName(name), null, null);
	}

	static String requireName(String name) {
		Assert.hasText(name, "The name of a dataset must not be empty");
		return name;
	}

	DatasetQuery version(Instant at) {
		Assert.notNull(at, "'at' must not be null");
		return new DatasetQuery(this.name, at, this.project);
	}

	DatasetQuery project(String project) {
		Assert.hasText(project, "The project of a dataset must not be empty: remove project(…) to use that of "
				+ "the current trace or code");
		return new DatasetQuery(this.name, this.version, project);
	}

}
