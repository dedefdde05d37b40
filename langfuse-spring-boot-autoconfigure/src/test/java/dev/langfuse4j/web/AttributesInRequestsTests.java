/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * User, session and tags on every single observation of requests, whatever a controller
 * returns and whoever has said them.
 */
class AttributesInRequestsTests {

	private static final List<String> BOTH_STACKS = List.of("plain", "future", "mono", "flux");

	private static final List<String> SERVLET_ONLY = List.of("callable", "task", "deferred", "sse", "body");

	@Test
	void onServletSaidByAnnotation() {
		try (WebApplication application = new WebApplication(WebApplicationType.SERVLET, ServletApplication.class)) {
			BOTH_STACKS.forEach((kind) -> application.get("/said/" + kind));
			SERVLET_ONLY.forEach((kind) -> application.get("/said/" + kind));
			everySpanHasThem(application.spans(19));
		}
	}

	@Test
	void onServletSaidByExtractor() {
		try (WebApplication application = new WebApplication(WebApplicationType.SERVLET, ServletApplication.class)) {
			BOTH_STACKS.forEach((kind) -> application.get("/silent/" + kind, "X-User", "ada"));
			SERVLET_ONLY.forEach((kind) -> application.get("/silent-later/" + kind, "X-User", "ada"));
			everySpanHasThem(application.spans(10));
		}
	}

	@Test
	void onServletSaidByCode() {
		try (WebApplication application = new WebApplication(WebApplicationType.SERVLET, ServletApplication.class)) {
			BOTH_STACKS.forEach((kind) -> application.get("/code/" + kind));
			SERVLET_ONLY.forEach((kind) -> application.get("/code-later/" + kind));
			everySpanHasThem(application.spans(10));
		}
	}

	@Test
	void onWebFlux() {
		try (WebApplication application = new WebApplication(WebApplicationType.REACTIVE, Application.class)) {
			for (String kind : List.of("mono", "flux")) {
				application.get("/said/" + kind);
				application.get("/silent/" + kind, "X-User", "ada");
				application.get("/code/" + kind);
			}
			everySpanHasThem(application.spans(11));
		}
	}

	@Test
	void onWebFluxWithContextOnThreads() {
		try (WebApplication application = new WebApplication(WebApplicationType.REACTIVE, Application.class,
				"spring.reactor.context-propagation=auto")) {
			for (String kind : BOTH_STACKS) {
				application.get("/said/" + kind);
				application.get("/silent/" + kind, "X-User", "ada");
				application.get("/code/" + kind);
			}
			everySpanHasThem(application.spans(19));
		}
	}

	private static void everySpanHasThem(List<Span> spans) {
		assertThat(spans).allSatisfy((span) -> {
			assertThat(span.text("user.id")).as(span.name()).isEqualTo("ada");
			assertThat(span.text("session.id")).as(span.name()).isEqualTo("c-1");
			assertThat(span.tags()).as(span.name()).containsExactly("vip", "beta");
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@Import({ Leaves.class, Kinds.class, Said.class, Silent.class, Code.class })
	static class Application {

		@Bean
		TraceAttributesExtractor byHeader() {
			return (request, trace) -> {
				if (request.header("X-User") != null) {
					trace.userId(request.header("X-User")).sessionId("c-1").tags("vip", "beta");
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Application.class, ServletKinds.class, SaidOnServlet.class, SilentOnServlet.class, CodeOnServlet.class })
	static class ServletApplication {

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

	/**
	 * Does the work of controllers.
	 */
	static class Kinds {

		private final Leaves leaves;

		private final ContextWrapper wrapper;

		Kinds(Leaves leaves, ContextWrapper wrapper) {
			this.leaves = leaves;
			this.wrapper = wrapper;
		}

		public String plain() {
			return this.leaves.leaf();
		}

		public CompletableFuture<String> future() {
			return CompletableFuture.supplyAsync(this.wrapper.wrap(this.leaves::leaf));
		}

		public Mono<String> mono() {
			return Mono.delay(Duration.ofMillis(1)).flatMap((tick) -> this.leaves.leafMono());
		}

		public Flux<String> flux() {
			return Flux.range(0, 2).delayElements(Duration.ofMillis(1)).flatMap((i) -> this.leaves.leafMono());
		}

	}

	static class ServletKinds {

		private final Leaves leaves;

		private final ContextWrapper wrapper;

		ServletKinds(Leaves leaves, ContextWrapper wrapper) {
			this.leaves = leaves;
			this.wrapper = wrapper;
		}

		public Callable<String> callable() {
			return this.leaves::leaf;
		}

		public DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>();
			start(() -> result.setResult(this.leaves.leaf()));
			return result;
		}

		public SseEmitter sse() {
			SseEmitter emitter = new SseEmitter();
			start(() -> {
				try {
					emitter.send(this.leaves.leaf());
					emitter.complete();
				}
				catch (Exception ex) {
					emitter.completeWithError(ex);
				}
			});
			return emitter;
		}

		public StreamingResponseBody body() {
			return (output) -> output.write(this.leaves.leaf().getBytes(StandardCharsets.UTF_8));
		}

		private void start(Runnable task) {
			new Thread(this.wrapper.wrap(task)).start();
		}

	}

	@ObservedForAda
	@RestController
	static class Said {

		private final Kinds kinds;

		Said(Kinds kinds) {
			this.kinds = kinds;
		}

		@GetMapping("/said/plain")
		public String plain() {
			return this.kinds.plain();
		}

		@GetMapping("/said/future")
		public CompletableFuture<String> future() {
			return this.kinds.future();
		}

		@GetMapping("/said/mono")
		public Mono<String> mono() {
			return this.kinds.mono();
		}

		@GetMapping("/said/flux")
		public Flux<String> flux() {
			return this.kinds.flux();
		}

	}

	@ObservedForAda
	@RestController
	static class SaidOnServlet {

		private final ServletKinds kinds;

		SaidOnServlet(ServletKinds kinds) {
			this.kinds = kinds;
		}

		@GetMapping("/said/callable")
		public Callable<String> callable() {
			return this.kinds.callable();
		}

		@GetMapping("/said/task")
		public WebAsyncTask<String> task() {
			return new WebAsyncTask<>(this.kinds.callable());
		}

		@GetMapping("/said/deferred")
		public DeferredResult<String> deferred() {
			return this.kinds.deferred();
		}

		@GetMapping("/said/sse")
		public SseEmitter sse() {
			return this.kinds.sse();
		}

		@GetMapping("/said/body")
		public StreamingResponseBody body() {
			return this.kinds.body();
		}

	}

	@RestController
	static class Silent {

		private final Kinds kinds;

		Silent(Kinds kinds) {
			this.kinds = kinds;
		}

		@GetMapping("/silent/{kind}")
		public Object any(@PathVariable("kind") String kind) {
			return switch (kind) {
				case "plain" -> this.kinds.plain();
				case "future" -> this.kinds.future();
				case "mono" -> this.kinds.mono();
				default -> this.kinds.flux();
			};
		}

	}

	@RestController
	static class SilentOnServlet {

		private final ServletKinds kinds;

		SilentOnServlet(ServletKinds kinds) {
			this.kinds = kinds;
		}

		@GetMapping("/silent-later/{kind}")
		public Object any(@PathVariable("kind") String kind) {
			return switch (kind) {
				case "callable" -> this.kinds.callable();
				case "task" -> new WebAsyncTask<>(this.kinds.callable());
				case "deferred" -> this.kinds.deferred();
				case "sse" -> this.kinds.sse();
				default -> this.kinds.body();
			};
		}

	}

	@RestController
	static class Code {

		private final Silent silent;

		private final Langfuse langfuse;

		Code(Silent silent, Langfuse langfuse) {
			this.silent = silent;
			this.langfuse = langfuse;
		}

		@GetMapping("/code/{kind}")
		public Object any(@PathVariable("kind") String kind) {
			Langfuse.Scoped forAda = this.langfuse
				.with((trace) -> trace.userId("ada").sessionId("c-1").tags("vip", "beta"));
			Object result = forAda.get(() -> this.silent.any(kind));
			if (result instanceof Flux<?> flux) {
				return forAda.around(flux);
			}
			return (result instanceof Mono<?> mono) ? forAda.around(mono) : result;
		}

	}

	@RestController
	static class CodeOnServlet {

		private final SilentOnServlet silent;

		private final Leaves leaves;

		private final Langfuse langfuse;

		CodeOnServlet(SilentOnServlet silent, Leaves leaves, Langfuse langfuse) {
			this.silent = silent;
			this.leaves = leaves;
			this.langfuse = langfuse;
		}

		// Runs after the code has ended, and says for whom where it runs
		@GetMapping("/code-later/{kind}")
		public Object any(@PathVariable("kind") String kind) {
			Langfuse.Scoped forAda = this.langfuse
				.with((trace) -> trace.userId("ada").sessionId("c-1").tags("vip", "beta"));
			Callable<String> callable = () -> forAda.get(this.leaves::leaf);
			return switch (kind) {
				case "callable" -> callable;
				case "task" -> new WebAsyncTask<>(callable);
				case "body" -> (StreamingResponseBody) (output) -> output
					.write(forAda.get(this.leaves::leaf).getBytes(StandardCharsets.UTF_8));
				default -> forAda.get(() -> this.silent.any(kind));
			};
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Observe
	@ObserveTrace(userId = "'ada'", sessionId = "'c-1'", tags = { "vip", "beta" })
	@interface ObservedForAda {

	}

}
