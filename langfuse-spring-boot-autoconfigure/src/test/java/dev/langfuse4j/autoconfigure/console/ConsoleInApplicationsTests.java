/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.testing.RawHttp;
import dev.langfuse4j.testing.RawHttp.Answer;
import dev.langfuse4j.testing.RecordingExporter;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The console beside Spring Security, a proxy's headers, and code that is observed in
 * each request.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConsoleInApplicationsTests {

	private static final String TOKEN = "token-of-this-test";

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void applicationDecidesFirstAndNothingIsObserved(WebApplicationType type, CapturedOutput output) throws Exception {
		Class<?>[] sources = { Application.class,
				(type == WebApplicationType.SERVLET) ? ServletSecurity.class : ReactiveSecurity.class };
		try (ConfigurableApplicationContext context = ConsoleApplications.start(type, sources,
				"langfuse.console.token=" + TOKEN, "server.forward-headers-strategy=framework",
				"langfuse.observe.include=http.server.requests,spring.security")) {
			int port = ConsoleApplications.port(context);
			assertThat(output).contains("the rules of Spring Security apply first");
			RecordingExporter exporter = context.getBean(RecordingExporter.class);
			// Closed by the application, whoever has the token
			assertThat(get(port, "/langfuse/api/models").status()).isEqualTo(401);
			assertThat(get(port, "/langfuse/api/models").headers().get("www-authenticate")).startsWith("Basic");
			// Left to the token
			assertThat(RawHttp.get(port, "/langfuse/api/traces").status()).isEqualTo(401);
			Answer traces = get(port, "/langfuse/api/traces");
			assertThat(traces.status()).isEqualTo(200);
			assertThat(traces.headers().get("content-security-policy")).startsWith("default-src 'none'");
			assertThat(get(port, "/langfuse/").status()).isEqualTo(200);
			// Hidden from the application by its filter, but not from the console
			Answer forwarded = get(port, "/langfuse/api/traces", "X-Forwarded-For: 127.0.0.1");
			assertThat(forwarded.status()).isEqualTo(403);
			assertThat(forwarded.body()).contains("langfuse.console.allow-remote");
			assertThat(get(port, "/langfuse/api/traces", "X-Forwarded-Proto: http").status()).isEqualTo(403);
			assertThat(get(port, "/langfuse/api/traces", "Forwarded: for=127.0.0.1;host=localhost").status())
				.isEqualTo(403);
			assertThat(RawHttp.get(port, "/hello", "Authorization: Basic dXNlcjpwdw==").body()).isEqualTo("hello");
			List<String> names = namesUntil(context, exporter, "http get /hello");
			assertThat(names).contains("observedByAFilter");
			assertThat(names.stream().filter((name) -> name.equals("observedByAFilter"))).hasSize(1);
			assertThat(names).noneMatch((name) -> name.contains("langfuse"));
			assertThat(exporter.all().stream().map((observation) -> observation.trace().traceId()).distinct())
				.hasSize(1);
		}
	}

	/**
	 * The server's own observation ends when the client has the answer already.
	 */
	private static List<String> namesUntil(ConfigurableApplicationContext context, RecordingExporter exporter,
			String last) {
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			context.getBean(Langfuse.class).flush(Duration.ofSeconds(20));
			assertThat(exporter.names()).contains(last);
		});
		return exporter.names();
	}

	private static Answer get(int port, String path, String... headers) throws IOException {
		String[] all = Arrays.copyOf(headers, headers.length + 1);
		all[headers.length] = "Cookie: langfuse-console-" + port + "=" + TOKEN;
		return RawHttp.get(port, path, all);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		RecordingExporter recordingExporter() {
			return new RecordingExporter();
		}

		@Bean
		Tenants tenants() {
			return new Tenants();
		}

		@Bean
		Hello hello() {
			return new Hello();
		}

		static UserDetails user() {
			return User.withUsername("user").password("{noop}pw").roles("USER").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	static class ServletSecurity {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers("/langfuse/api/models")
					.authenticated()
					.requestMatchers("/langfuse", "/langfuse/**")
					.permitAll()
					.anyRequest()
					.authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(Application.user());
		}

		@Bean
		@Order(0)
		Filter observingFilter(Tenants tenants) {
			return (request, response, chain) -> {
				tenants.observedByAFilter();
				chain.doFilter(request, response);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFluxSecurity
	static class ReactiveSecurity {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http
				.authorizeExchange((exchanges) -> exchanges.pathMatchers("/langfuse/api/models")
					.authenticated()
					.pathMatchers("/langfuse", "/langfuse/**")
					.permitAll()
					.anyExchange()
					.authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(Application.user());
		}

		@Bean
		@Order(0)
		WebFilter observingFilter(Tenants tenants) {
			return (exchange, chain) -> tenants.observedByAFilter(exchange.getRequest().getId())
				.then(chain.filter(exchange));
		}

	}

	static class Tenants {

		@Observe
		public void observedByAFilter() {
		}

		@Observe
		public Mono<String> observedByAFilter(String request) {
			return Mono.just(request);
		}

	}

	@RestController
	static class Hello {

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

	}

}
