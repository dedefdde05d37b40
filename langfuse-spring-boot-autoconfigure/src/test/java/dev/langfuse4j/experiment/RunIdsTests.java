/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ids of runs that servers of version 4 compute.
 */
class RunIdsTests {

	@ParameterizedTest
	@CsvSource({ "proj,ds,run,439e9103b571e051", "proj,ds,my run – 2026,e4f65cd057efc250" })
	void idsAreThoseOfTheServer(String projectId, String datasetId, String runName, String id) {
		assertThat(RunIds.computed(projectId, datasetId, runName)).isEqualTo(id);
		assertThat(RunIds.of(projectId, datasetId, runName)).isEqualTo(id);
	}

	@Test
	void charactersAreEscapedAsByJavaScript() {
		assertThat(RunIds.computed("p", "d", "a\"b\\c\n/é😀")).isEqualTo("2c2510f6e1b06b49");
		// node: JSON.stringify("\ud83d") is "\"\\ud83d\"", so it equals the text that is
		// escaped
		assertThat(RunIds.computed("p", "d", "\ud83d")).isNotEqualTo(RunIds.computed("p", "d", "?"));
	}

	@Test
	void aRunOfLocalItemsHasARandomId() {
		assertThat(RunIds.of("p", null, "run")).hasSize(16).isNotEqualTo(RunIds.of("p", null, "run"));
	}

}
