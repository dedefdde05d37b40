/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.web.TraceAttributesExtractor;
import dev.langfuse4j.web.WebApplication;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebSession;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests of WebFlux on Netty, with Spring Security.
 */
class TraceAttributesWebFilterTests {

	private static final String ADA = "Basic YWRhOnNlY3JldA==";

	@Test
	void nothingIsTakenOfRequestsUnlessAskedFor() {
		try (WebApplication application = start(Application.class)) {
			application.get("/chats/c-1", "X-User", "x", "Authorization", ADA);
			assertThat(application.spans(2))
				.allSatisfy((span) -> assertThat(span.attributes()).doesNotContainKeys("user.id", "session.id"));
		}
	}

	@Test
	void userAndSessionAreOnEveryObservationInEveryOperator() {
		try (WebApplication application = start(Application.class, "langfuse.web.user-from-principal=true",
				"langfuse.web.session-path-variable=id", "langfuse.web.trace-id-header=true")) {
			HttpResponse<String> response = application.get("/chats/c-1", "Authorization", ADA);
			HttpResponse<String> stream = application.get("/stream/c-1", "Authorization", ADA);
			assertThat(application.spans(4)).allSatisfy((span) -> {
				assertThat(span.text("user.id")).isEqualTo("ada");
				assertThat(span.text("session.id")).isEqualTo("c-1");
			});
			assertThat(response.headers().firstValue("Langfuse-Trace-Id")).hasValue(application.span("chat").traceId());
			assertThat(stream.headers().firstValue("Langfuse-Trace-Id")).hasValue(application.span("stream").traceId());
		}
	}

	@Test
	void httpSessionIsHashedAndExtractorsAreAskedOnce() {
		try (WebApplication application = start(WithExtractor.class, "langfuse.web.session-from-http-session=true")) {
			application.get("/plain");
			assertThat(application.bean(AtomicInteger.class)).hasValue(0);
			String cookie = application.get("/session").headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
			application.get("/chats/c-1", "Cookie", cookie, "X-User", "grace");
			assertThat(application.bean(AtomicInteger.class)).hasValue(1);
			assertThat(application.spans(2)).allSatisfy((span) -> {
				assertThat(span.text("user.id")).isEqualTo("grace");
				assertThat(span.text("session.id")).matches("[0-9a-f]{64}");
			});
		}
	}

	@Test
	void annotationsCanNameTheAuthentication() {
		try (WebApplication application = start(Application.class)) {
			assertThat(application.get("/authenticated", "Authorization", ADA).body()).isEqualTo("x");
			assertThat(application.spans(1).get(0).text("user.id")).isEqualTo("ada");
		}
	}

	@Test
	void filterOfTheApplicationChoosesTheProjectOfARequest() {
		try (WebApplication application = start(WithTenants.class, "langfuse.projects.acme.public-key=pk-lf-acme",
				"langfuse.projects.acme.secret-key=sk-lf-acme", "langfuse.web.session-path-variable=id")) {
			application.get("/chats/c-1", "X-Tenant", "acme");
			application.get("/chats/c-2", "X-Tenant", "default");
			assertThat(application.spans(4)).extracting((span) -> span.text("session.id")).contains("c-1", "c-2");
			assertThat(application.exports()).hasSize(2).allSatisfy((request) -> {
				boolean ofAcme = request.spans().get(0).text("session.id").equals("c-1");
				assertThat(request.spans()).hasSize(2);
				assertThat(request.header("Authorization")).isEqualTo("Basic " + HttpHeaders
					.encodeBasicAuth(ofAcme ? "pk-lf-acme" : "pk-lf-1", ofAcme ? "sk-lf-acme" : "sk-lf-1", null));
			});
		}
	}

	private static WebApplication start(Class<?> source, String... properties) {
		return new WebApplication(WebApplicationType.REACTIVE, source, properties);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@EnableWebFluxSecurity
	@Import({ Controller.class, Service.class })
	static class Application {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		/**
		 * The weakest one, as each request waits for it.
		 */
		@Bean
		PasswordEncoder passwordEncoder() {
			return new BCryptPasswordEncoder(4);
		}

		@Bean
		MapReactiveUserDetailsService users(PasswordEncoder passwords) {
			return new MapReactiveUserDetailsService(
					User.withUsername("ada").password(passwords.encode("secret")).build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class WithTenants {

		@Bean
		WebFilter tenants(Langfuse langfuse) {
			return (exchange, chain) -> langfuse.project(exchange.getRequest().getHeaders().getFirst("X-Tenant"))
				.around(chain.filter(exchange));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class WithExtractor {

		@Bean
		AtomicInteger asked() {
			return new AtomicInteger();
		}

		@Bean
		TraceAttributesExtractor byHeader(AtomicInteger asked) {
			return (request, trace) -> {
				asked.incrementAndGet();
				assertThat(request.unwrap(ServerWebExchange.class)).isNotNull();
				trace.userId(request.header("x-user"));
			};
		}

	}

	static class Service {

		@Observe
		public Mono<String> leaf() {
			return Mono.just("x");
		}

	}

	@RestController
	static class Controller {

		private final Service service;

		Controller(Service service) {
			this.service = service;
		}

		@Observe
		@GetMapping("/chats/{id}")
		public Mono<String> chat(@PathVariable("id") String id) {
			return Mono.delay(Duration.ofMillis(1))
				.publishOn(Schedulers.boundedElastic())
				.flatMap((tick) -> this.service.leaf());
		}

		@Observe
		@GetMapping(path = "/stream/{id}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		public Flux<String> stream(@PathVariable("id") String id) {
			return Flux.just("a", "b").delayElements(Duration.ofMillis(1)).concatWith(this.service.leaf());
		}

		@GetMapping("/plain")
		public String plain() {
			return "x";
		}

		@GetMapping("/session")
		public Mono<String> session(WebSession session) {
			session.getAttributes().put("x", "y");
			return Mono.just("x");
		}

		@Observe
		@ObserveTrace(userId = "#authentication.name")
		@GetMapping("/authenticated")
		public Mono<String> authenticated() {
			return Mono.just("x").delayElement(Duration.ofMillis(1));
		}

	}

}
