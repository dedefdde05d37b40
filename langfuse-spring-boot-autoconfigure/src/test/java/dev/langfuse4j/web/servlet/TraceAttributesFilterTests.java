/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.web.TraceAttributesExtractor;
import dev.langfuse4j.web.WebApplication;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests of MVC on Tomcat, with Spring Security.
 */
@ExtendWith(OutputCaptureExtension.class)
class TraceAttributesFilterTests {

	private static final String ADA = "Basic YWRhOnNlY3JldA==";

	@Test
	void nothingIsTakenOfRequestsUnlessAskedFor() {
		try (WebApplication application = start(Application.class)) {
			HttpResponse<String> response = application.get("/chats/c-1", "X-User", "x", "Authorization", ADA);
			assertThat(response.headers().map()).doesNotContainKey("langfuse-trace-id");
			assertThat(application.spans(3))
				.allSatisfy((span) -> assertThat(span.attributes()).doesNotContainKeys("user.id", "session.id"));
		}
	}

	@Test
	void userAndSessionAreOnEveryObservationOnEveryThread() {
		try (WebApplication application = start(Application.class, "langfuse.web.user-from-principal=true",
				"langfuse.web.session-path-variable=id", "langfuse.web.tag-headers=X-Tenant,X-None",
				"langfuse.web.metadata-headers=X-Channel", "langfuse.web.trace-id-header=true")) {
			HttpResponse<String> response = application.get("/chats/c-1", "Authorization", ADA, "X-Tenant", "acme",
					"X-Channel", "web");
			application.get("/callable/c-1", "Authorization", ADA, "X-Tenant", "acme", "X-Channel", "web");
			application.get("/later/c-1", "Authorization", ADA, "X-Tenant", "acme", "X-Channel", "web");
			application.bean(Service.class).go();
			assertThat(application.spans(5)).allSatisfy((span) -> {
				assertThat(span.text("user.id")).isEqualTo("ada");
				assertThat(span.text("session.id")).isEqualTo("c-1");
				assertThat(span.tags()).containsExactly("acme");
				assertThat(span.text("langfuse.trace.metadata.x-channel")).isEqualTo("web");
			});
			assertThat(response.headers().firstValue("Langfuse-Trace-Id")).hasValue(application.span("chat").traceId());
			assertThat(application.span("chat").parentId()).isNull();
		}
	}

	@Test
	void sessionComesFromHeaderElseCookieElseHttpSession() {
		try (WebApplication application = start(Application.class, "langfuse.web.session-header=X-Chat",
				"langfuse.web.session-cookie=chat", "langfuse.web.session-from-http-session=true",
				"langfuse.web.user-expression=principal.username.toUpperCase()", "langfuse.web.user-salt=pepper")) {
			application.get("/session", "Authorization", ADA, "X-Chat", "header", "Cookie", "chat=cookie");
			application.get("/session", "Authorization", ADA, "Cookie", "chat=cookie");
			String id = application.get("/session", "Authorization", ADA).body();
			assertThat(application.spans(3)).extracting((span) -> span.text("session.id"))
				.startsWith("header", "cookie")
				.doesNotContain(id)
				.last()
				.asString()
				.matches("[0-9a-f]{64}");
			// printf ADA | openssl dgst -sha256 -hmac pepper
			assertThat(application.spans(3)).extracting((span) -> span.text("user.id"))
				.containsOnly("e9848c3cb9a1dfc2010be744feeea69f5c13c09ee93c2fb4cd729404362c504d");
		}
	}

	@Test
	void extractorsAreAskedOnceByRequestsThatObserveAndOnlyThese(CapturedOutput output) {
		try (WebApplication application = start(WithExtractors.class, "langfuse.web.session-path-variable=id")) {
			application.get("/plain");
			AtomicInteger asked = application.bean(AtomicInteger.class);
			assertThat(asked).hasValue(0);
			application.get("/chats/c-1", "X-User", "grace");
			assertThat(asked).hasValue(1);
			application.get("/chats/c-2", "X-User", "grace");
			assertThat(asked).hasValue(2);
			assertThat(application.spans(6)).allSatisfy((span) -> {
				assertThat(span.text("user.id")).isEqualTo("grace");
				assertThat(span.text("session.id")).startsWith("c-");
				assertThat(span.tags()).containsExactly("before it failed");
			});
			assertThat(output).containsOnlyOnce("failed: java.lang.IllegalStateException").doesNotContain("oh no");
		}
	}

	@Test
	void annotationsAndCodeAreNearerThanRequests() {
		try (WebApplication application = start(WithExtractors.class)) {
			application.get("/nearer", "X-User", "grace");
			Span leaf = application.spans(2).get(0);
			assertThat(leaf.name()).isEqualTo("leaf");
			assertThat(leaf.text("user.id")).isEqualTo("hopper");
			assertThat(application.span("nearer").text("user.id")).isEqualTo("grace");
		}
	}

	@Test
	void annotationsCanNameTheAuthentication() {
		try (WebApplication application = start(Application.class)) {
			application.get("/authenticated", "Authorization", ADA);
			assertThat(application.spans(1).get(0).text("user.id")).isEqualTo("ada");
			assertThat(application.span("authenticated").text("session.id")).isEqualTo("ada");
		}
	}

	private static WebApplication start(Class<?> source, String... properties) {
		return new WebApplication(WebApplicationType.SERVLET, source, properties);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@EnableWebSecurity
	@EnableAsync
	@Import({ Controller.class, Service.class })
	static class Application {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		/**
		 * At the order that Spring Boot gives it.
		 */
		@Bean
		DelegatingFilterProxyRegistrationBean securityFilter() {
			DelegatingFilterProxyRegistrationBean filter = new DelegatingFilterProxyRegistrationBean(
					"springSecurityFilterChain");
			filter.setOrder(-100);
			return filter;
		}

		/**
		 * The weakest one, as each request waits for it.
		 */
		@Bean
		PasswordEncoder passwordEncoder() {
			return new BCryptPasswordEncoder(4);
		}

		@Bean
		InMemoryUserDetailsManager users(PasswordEncoder passwords) {
			return new InMemoryUserDetailsManager(
					User.withUsername("ada").password(passwords.encode("secret")).build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Application.class)
	static class WithExtractors {

		@Bean
		AtomicInteger asked() {
			return new AtomicInteger();
		}

		@Bean
		@Order(1)
		TraceAttributesExtractor failing() {
			return (request, trace) -> {
				trace.userId("nobody").tags("before it failed");
				throw new IllegalStateException("oh no");
			};
		}

		@Bean
		@Order(2)
		TraceAttributesExtractor byHeader(AtomicInteger asked, Langfuse langfuse) {
			return (request, trace) -> {
				asked.incrementAndGet();
				assertThat(request.unwrap(HttpServletRequest.class)).isNotNull();
				assertThat(request.unwrap(String.class)).isNull();
				trace.userId(request.header("x-user"));
			};
		}

	}

	static class Service {

		private final CountDownLatch latch = new CountDownLatch(1);

		public void go() {
			this.latch.countDown();
		}

		@Observe
		public void leaf() {
		}

		@Async
		@Observe
		public CompletableFuture<String> async() {
			return CompletableFuture.completedFuture("x");
		}

		/**
		 * Observes nothing before its request is over and others use Tomcat's objects.
		 */
		@Async
		public void later(Runnable task) throws InterruptedException {
			this.latch.await();
			task.run();
		}

	}

	@RestController
	static class Controller {

		private final Service service;

		private final Langfuse langfuse;

		Controller(Service service, Langfuse langfuse) {
			this.service = service;
			this.langfuse = langfuse;
		}

		@Observe
		@GetMapping("/chats/{id}")
		public String chat(@PathVariable("id") String id) throws Exception {
			this.service.leaf();
			return this.service.async().get();
		}

		@GetMapping("/callable/{id}")
		public Callable<String> callable(@PathVariable("id") String id) {
			return () -> {
				this.service.leaf();
				return id;
			};
		}

		@GetMapping("/later/{id}")
		public String later(@PathVariable("id") String id) throws InterruptedException {
			this.service.later(this.service::leaf);
			return id;
		}

		@GetMapping("/session")
		public String session(HttpSession session) {
			this.service.leaf();
			return session.getId();
		}

		@GetMapping("/plain")
		public String plain() {
			return "x";
		}

		@Observe
		@GetMapping("/nearer")
		public void nearer() {
			this.langfuse.with((trace) -> trace.userId("hopper")).run(this.service::leaf);
		}

		@Observe
		@ObserveTrace(userId = "#authentication.name", sessionId = "#principal.name")
		@GetMapping("/authenticated")
		public void authenticated(Principal principal) {
		}

	}

}
