/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The API is what was approved. A line that is gone or another one breaks applications; a
 * new one is a promise.
 */
class ApprovedApiTests {

	private static final Pattern NAME = Pattern.compile("dev\\.langfuse4j\\.[\\w.$]+");

	private static final Path APPROVED = Path.of("src", "test", "resources", "dev", "langfuse4j", "api.txt");

	@Test
	void apiIsWhatWasApproved() throws IOException {
		List<String> api = ApiSignatures.read();
		if (Boolean.getBoolean("langfuse.test.approve")) {
			Files.write(APPROVED, api);
		}
		assertThat(api).as("If each difference is intended, run this test with -Dlangfuse.test.approve=true")
			.containsExactlyElementsOf(Files.readAllLines(APPROVED));
	}

	@Test
	void apiNamesNoWiring() throws IOException {
		List<String> wiring = ApiSignatures.internalTypes();
		assertThat(wiring).hasSizeGreaterThan(100);
		assertThat(ApiSignatures.read())
			.allSatisfy((line) -> assertThat(NAME.matcher(line).results()).extracting(MatchResult::group)
				.doesNotContainAnyElementsOf(wiring));
	}

}
