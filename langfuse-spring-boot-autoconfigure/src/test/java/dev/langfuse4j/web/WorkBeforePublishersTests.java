/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.util.List;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Controllers that observe something before they return a publisher.
 */
class WorkBeforePublishersTests {

	@ParameterizedTest
	@CsvSource({ "SERVLET,limited,/silent,true", "SERVLET,limited,/said,true", "REACTIVE,auto,/silent,true",
			"REACTIVE,auto,/said,true", "REACTIVE,limited,/said,true", "REACTIVE,limited,/silent,false" })
	void userIsOnWhatIsObserved(WebApplicationType type, String propagation, String path, boolean alsoBefore) {
		try (WebApplication application = new WebApplication(type, Application.class,
				"spring.reactor.context-propagation=" + propagation, "langfuse.web.trace-id-header=true")) {
			String traceId = application.get(path, "X-User", "ada")
				.headers()
				.firstValue("Langfuse-Trace-Id")
				.orElse("none");
			List<Span> spans = application.spans(3);
			assertThat(spans).extracting(Span::traceId).containsOnly(traceId);
			assertThat(spans).filteredOn((span) -> alsoBefore || !span.name().equals("before"))
				.hasSizeGreaterThanOrEqualTo(2)
				.allSatisfy((span) -> assertThat(span.text("user.id")).as(span.name())
					.isEqualTo(path.equals("/said") ? "grace" : "ada"));
			assertThat(application.span("after").attributes()).doesNotContainKey("langfuse.trace.tags");
			assertThat(application.span("before").parentId()).isEqualTo(application.span(path.substring(1)).id());
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@Import({ Controller.class, Leaves.class })
	static class Application {

		@Bean
		TraceAttributesExtractor byHeader() {
			return (request, trace) -> trace.userId(request.header("X-User"));
		}

	}

	static class Leaves {

		@Observe
		public String before() {
			return "x";
		}

		@Observe
		public Mono<String> after() {
			return Mono.just("x");
		}

	}

	@RestController
	static class Controller {

		private final Leaves leaves;

		private final Langfuse langfuse;

		Controller(Leaves leaves, Langfuse langfuse) {
			this.leaves = leaves;
			this.langfuse = langfuse;
		}

		@Observe
		@GetMapping("/silent")
		public Mono<String> silent() {
			this.leaves.before();
			return Mono.defer(this.leaves::after);
		}

		@Observe
		@ObserveTrace(userId = "'grace'")
		@GetMapping("/said")
		public Mono<String> said() {
			this.langfuse.with((trace) -> trace.tags("inner")).run(this.leaves::before);
			return Mono.defer(this.leaves::after);
		}

	}

}
