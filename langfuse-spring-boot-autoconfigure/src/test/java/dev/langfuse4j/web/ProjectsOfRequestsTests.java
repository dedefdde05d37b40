/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.util.List;
import java.util.stream.Stream;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.trace.ProjectResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@link ProjectResolver} chooses the project of each trace by the request that it
 * begins in, in both web stacks.
 */
class ProjectsOfRequestsTests {

	private static final String[] PROJECTS = { "langfuse.projects.acme.public-key=pk-lf-acme",
			"langfuse.projects.acme.secret-key=sk-lf-acme", "spring.reactor.context-propagation=auto" };

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "NONE")
	void resolverSeesTheRequest(WebApplicationType type) {
		try (WebApplication application = new WebApplication(type, Application.class, PROJECTS)) {
			application.get("/mono", "X-Tenant", "acme");
			application.get("/mono", "X-Tenant", "default");
			application.get("/plain", "X-Tenant", "acme");
			application.bean(Service.class).observed();
			application.spans(8);
			assertThat(names(application, "pk-lf-acme")).containsExactlyInAnyOrder("mono", "later", "fresh", "plain");
			assertThat(names(application, "pk-lf-1")).containsExactlyInAnyOrder("mono", "later", "fresh", "observed");
		}
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "NONE")
	void resolverSeesTheRequestOfTheObservationOfTheServer(WebApplicationType type) {
		try (WebApplication application = new WebApplication(type, Application.class,
				Stream.concat(Stream.of(PROJECTS), Stream.of("langfuse.observe.include=http.server.requests"))
					.toArray(String[]::new))) {
			application.get("/plain", "X-Tenant", "acme");
			application.spans(2);
			assertThat(names(application, "pk-lf-acme")).hasSize(2).contains("plain");
		}
	}

	private static List<String> names(WebApplication application, String publicKey) {
		String authorization = "Basic " + HttpHeaders.encodeBasicAuth(publicKey, publicKey.replace("pk", "sk"), null);
		return application.exports()
			.stream()
			.filter((request) -> authorization.equals(request.header("Authorization")))
			.flatMap((request) -> request.spans().stream())
			.map(Span::name)
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@Import({ Controller.class, Service.class, Fresh.class })
	static class Application {

		@Bean
		ProjectResolver tenants() {
			return (request) -> {
				String tenant = (request != null) ? request.header("X-Tenant") : null;
				return (tenant != null) ? tenant : "default";
			};
		}

	}

	@RestController
	static class Controller {

		private final Service service;

		Controller(Service service) {
			this.service = service;
		}

		@Observe
		@GetMapping("/mono")
		public Mono<String> mono() {
			return Mono.just("x").publishOn(Schedulers.parallel()).flatMap((x) -> this.service.later());
		}

		@Observe
		@GetMapping("/plain")
		public String plain() {
			return "x";
		}

	}

	static class Service {

		private final Fresh fresh;

		Service(Fresh fresh) {
			this.fresh = fresh;
		}

		@Observe
		public void observed() {
		}

		@Observe
		public Mono<String> later() {
			return Mono.just("x").publishOn(Schedulers.parallel()).flatMap((x) -> this.fresh.fresh());
		}

	}

	static class Fresh {

		@Observe
		@ObserveTrace(newTrace = true)
		public Mono<String> fresh() {
			return Mono.just("x");
		}

	}

}
