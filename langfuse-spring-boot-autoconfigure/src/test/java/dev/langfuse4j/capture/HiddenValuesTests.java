/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.langfuse4j.annotation.Redact;
import io.vavr.Tuple1;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The text of an object does not say what is hidden in its properties.
 */
class HiddenValuesTests {

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults(),
			new Redactions(Redact.class, List.of("password")), new ApplicationClasses(List.of()), List::of, List::of);

	@Test
	void whatIsHiddenIsNotSaidInstead() {
		assertThat(json(new AllHidden("secret"))).isEqualTo("\"<HiddenValuesTests.AllHidden>\"");
		assertThat(json(new HiddenComponent("secret"))).isEqualTo("\"<HiddenValuesTests.HiddenComponent>\"");
		assertThat(json(new Tuple1<>(new PassedAroundTests.Fluent("ada", 3, "", "secret", ""))))
			.contains("\"name\":\"ada\"")
			.doesNotContain("secret");
		assertThat(json(new PassedAroundTests.Component("secret") {
		})).doesNotContain("secret");
	}

	private String json(Object value) {
		return this.capture.content(value, 1_000_000).asText();
	}

	static class AllHidden {

		@JsonIgnore
		private final String secret;

		AllHidden(String secret) {
			this.secret = secret;
		}

		@Override
		public String toString() {
			return this.secret;
		}

	}

	record HiddenComponent(@JsonIgnore String hidden) {

	}

}
