/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slice of an application whose controller needs {@link Langfuse}.
 */
@WebMvcTest
@Import({ SliceTests.Controller.class, LangfuseRecorder.class })
class SliceTests {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	LangfuseRecorder recorder;

	@Test
	void controllerIsObserved() {
		assertThat(this.mvc.get().uri("/answer")).hasBodyTextEqualTo("42");
		assertThat(this.recorder).hasSingleTrace().withRoot("answer").hasUser("ada").hasOutput("42");
	}

	@SpringBootConfiguration
	static class Application {

	}

	@RestController
	static class Controller {

		private final Langfuse langfuse;

		Controller(Langfuse langfuse) {
			this.langfuse = langfuse;
		}

		@Observe
		@GetMapping("/answer")
		String answer() {
			this.langfuse.current().trace().userId("ada");
			return "42";
		}

	}

}
