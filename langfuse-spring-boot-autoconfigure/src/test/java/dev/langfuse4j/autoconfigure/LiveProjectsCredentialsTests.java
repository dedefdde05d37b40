/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseCredentialsProvider;
import dev.langfuse4j.observation.ProjectName;
import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the credentials of {@link LiveProjects}.
 */
class LiveProjectsCredentialsTests {

	private static final Credentials HOME = new Credentials("pk-lf-home", "sk-lf-home");

	private static final Credentials FOUND = new Credentials("pk-lf-found", "sk-lf-found");

	private static final ProjectName RED = new ProjectName("red");

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void projectThatIsDisabledWhileItsKeysAreLookedUpHasNone() {
		LiveProjects live = provided((project) -> {
			this.environment.setProperty("langfuse.projects.red.enabled", "false");
			return FOUND;
		});
		assertThat(live.credentials(RED).get()).isNull();
		this.environment.setProperty("langfuse.projects.red.enabled", "true");
		assertThat(provided((project) -> FOUND).credentials(RED).get()).isEqualTo(FOUND);
	}

	@Test
	void defaultProjectCannotBeDisabledOnItsOwn() {
		this.environment.setProperty("langfuse.projects.default.enabled", "false");
		assertThat(provided((project) -> FOUND).credentials(ProjectName.DEFAULT).get()).isEqualTo(FOUND);
		assertThat(configured().credentials(ProjectName.DEFAULT).get()).isEqualTo(HOME);
	}

	@Test
	void keysOfAProjectAreThoseOfNow() {
		this.environment.setProperty("langfuse.projects.red.public-key", "pk-lf-found");
		assertThat(configured().credentials(RED).get()).as("half a pair").isNull();
		this.environment.setProperty("langfuse.projects.red.secret-key", "sk-lf-found");
		assertThat(configured().credentials(RED).get()).isEqualTo(FOUND);
		this.environment.setProperty("langfuse.projects.red.enabled", "false");
		assertThat(configured().credentials(RED).get()).isNull();
	}

	private LiveProjects configured() {
		return new LiveProjects(this.environment, () -> HOME, null);
	}

	private LiveProjects provided(LangfuseCredentialsProvider provider) {
		return new LiveProjects(this.environment, () -> HOME, () -> provider);
	}

}
