/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.web.WebApplication;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests of MVC that other threads and other dispatches go on with.
 */
class DispatchedRequestTests {

	private static final String ADA = "Basic YWRhOnNlY3JldA==";

	private static final String HEADER = "Langfuse-Trace-Id";

	@Test
	void userAndSessionAreThereWhereverTheRequestObservesFirst() {
		try (WebApplication application = start("langfuse.web.user-from-principal=true",
				"langfuse.web.session-header=X-Session")) {
			for (String path : List.of("/thread", "/deferred", "/mono", "/early", "/refused", "/forward", "/overdue")) {
				application.get(path + "/c-1", "Authorization", ADA, "X-Session", "s");
				assertThat(application.spans(2)).as(path).allSatisfy((span) -> {
					assertThat(span.text("user.id")).isEqualTo("ada");
					assertThat(span.text("session.id")).isEqualTo("s");
				});
				application.forget();
			}
		}
	}

	@Test
	void answerHasTheTraceIdAndOnlyTheThreadThatServesItIsAtIt() {
		try (WebApplication application = start("langfuse.web.trace-id-header=true")) {
			for (String path : List.of("/thread", "/deferred", "/observed-callable", "/refused", "/overdue")) {
				application.bean(Watch.class).threads().clear();
				HttpResponse<String> response = application.get(path + "/c-1");
				Span first = application.spans(2).get(0);
				assertThat(response.headers().allValues(HEADER)).as(path).containsExactly(first.traceId());
				assertThat(application.bean(Watch.class).threads()).as(path)
					.isNotEmpty()
					.allSatisfy((thread) -> assertThat(thread).contains("-exec-"));
				application.forget();
			}
		}
	}

	@Test
	void requestThatCannotBeCopiedIsServedNevertheless() {
		try (WebApplication application = start("langfuse.web.session-header=X-Session")) {
			assertThat(application.get("/nothing", "X-Broken", "yes").statusCode()).isEqualTo(200);
			await().until(() -> !application.bean(Watch.class).outcomes().isEmpty());
			assertThat(application.bean(Watch.class).outcomes()).containsExactly("served");
		}
	}

	private static WebApplication start(String... properties) {
		return new WebApplication(WebApplicationType.SERVLET, Application.class,
				Stream.concat(Stream.of(properties), Stream.of("spring.web.error.path=/sorry")).toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ TraceAttributesFilterTests.Application.class, Controller.class, Leaves.class })
	static class Application {

		@Bean
		Watch watch() {
			return new Watch();
		}

	}

	/**
	 * Between Spring Security's filters and ours.
	 */
	static class Watch extends OncePerRequestFilter implements Ordered {

		private final List<String> threads = new CopyOnWriteArrayList<>();

		private final List<String> outcomes = new CopyOnWriteArrayList<>();

		List<String> threads() {
			return this.threads;
		}

		List<String> outcomes() {
			return this.outcomes;
		}

		@Override
		public int getOrder() {
			return -60;
		}

		@Override
		protected boolean shouldNotFilterAsyncDispatch() {
			return false;
		}

		@Override
		protected boolean shouldNotFilterErrorDispatch() {
			return false;
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			boolean broken = request.getHeader("X-Broken") != null;
			HttpServletRequest watchedRequest = new HttpServletRequestWrapper(request) {

				@Override
				public Enumeration<String> getHeaderNames() {
					if (broken) {
						throw new IllegalStateException("Ask by name");
					}
					return super.getHeaderNames();
				}

			};
			HttpServletResponse watchedResponse = new HttpServletResponseWrapper(response) {

				@Override
				public void setHeader(String name, String value) {
					if (name.equals(HEADER)) {
						Watch.this.threads.add(Thread.currentThread().getName());
					}
					super.setHeader(name, value);
				}

			};
			try {
				chain.doFilter(watchedRequest, watchedResponse);
				this.outcomes.add("served");
			}
			catch (RuntimeException ex) {
				this.outcomes.add(ex.toString());
				throw ex;
			}
		}

	}

	static class Leaves {

		@Observe
		public String leaf() {
			return "x";
		}

		@Observe
		public Mono<String> leafMono() {
			return Mono.just("x");
		}

	}

	@RestController
	static class Controller implements ErrorController {

		private final Leaves leaves;

		private final ContextWrapper wrapper;

		Controller(Leaves leaves, ContextWrapper wrapper) {
			this.leaves = leaves;
			this.wrapper = wrapper;
		}

		private void leaves() {
			this.leaves.leaf();
			this.leaves.leaf();
		}

		@GetMapping("/nothing")
		public String plain() {
			return "x";
		}

		@GetMapping("/thread/{id}")
		public String thread(@PathVariable("id") String id) throws ExecutionException, InterruptedException {
			CompletableFuture.runAsync(this.wrapper.wrap(this.leaves::leaf)::get).get();
			return this.leaves.leaf();
		}

		@GetMapping("/deferred/{id}")
		public DeferredResult<String> deferred(@PathVariable("id") String id) {
			DeferredResult<String> result = new DeferredResult<>();
			CompletableFuture.runAsync(this.wrapper.wrap(() -> {
				leaves();
				result.setResult(id);
			}));
			return result;
		}

		@GetMapping("/mono/{id}")
		public Mono<String> mono(@PathVariable("id") String id) {
			return Mono.delay(Duration.ofMillis(1))
				.flatMap((tick) -> this.leaves.leafMono())
				.flatMap((text) -> this.leaves.leafMono());
		}

		/**
		 * Observes on a thread without security context while the request is being
		 * served.
		 */
		@GetMapping("/early/{id}")
		public @Nullable String early(@PathVariable("id") String id) {
			return mono(id).contextCapture().block();
		}

		@GetMapping("/observed-callable/{id}")
		public Callable<String> callable(@PathVariable("id") String id) {
			return () -> {
				leaves();
				return id;
			};
		}

		@GetMapping("/refused/{id}")
		public void refused(@PathVariable("id") String id, HttpServletResponse response) throws IOException {
			response.sendError(409);
		}

		@GetMapping("/overdue/{id}")
		public DeferredResult<String> overdue(@PathVariable("id") String id) {
			return new DeferredResult<>(50L);
		}

		@GetMapping("/forward/{id}")
		public void forward(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
				throws ServletException, IOException {
			request.getRequestDispatcher("/leaves").forward(request, response);
		}

		@GetMapping({ "/leaves", "/sorry" })
		public String both() {
			leaves();
			return "x";
		}

	}

}
