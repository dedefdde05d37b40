/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProjectName}.
 */
class ProjectNameTests {

	private final ProjectName red = new ProjectName("red");

	@Test
	void propertiesOfTheDefaultProjectAreAtTheTopLevel() {
		assertThat(ProjectName.DEFAULT.property("public-key")).isEqualTo("langfuse.public-key");
		assertThat(this.red.property("public-key")).isEqualTo("langfuse.projects.red.public-key");
	}

	@Test
	void defaultProjectIsNotMentioned() {
		assertThat(ProjectName.DEFAULT.mention(" of '", "'")).isEmpty();
		assertThat(this.red.mention(" of '", "'")).isEqualTo(" of 'red'");
		assertThat(new ProjectName("default").isDefault()).isTrue();
	}

}
