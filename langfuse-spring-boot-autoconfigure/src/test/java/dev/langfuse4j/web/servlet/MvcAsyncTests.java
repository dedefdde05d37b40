/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.test.ObservationAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Results that MVC finishes after the controller has returned are observed to their end,
 * on a real server.
 */
class MvcAsyncTests {

	private static final HttpClient client = HttpClient.newHttpClient();

	private static ServletWebServerApplicationContext context;

	private static LangfuseRecorder recorder;

	@BeforeAll
	static void start() {
		context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.SERVLET)
			.properties("server.port=0", "spring.main.banner-mode=off")
			.run();
		recorder = context.getBean(LangfuseRecorder.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@BeforeEach
	void clear() {
		recorder.clear();
		context.getBean(Controller.class).callbacks().clear();
	}

	@Test
	void callableEndsWithItsResultAndWhatItObservesIsBelow() throws Exception {
		assertThat(get("/callable")).isEqualTo("200 loaded");
		ended("callable").hasOutput("loaded").hasOnlyChildren("before", "load");
	}

	@Test
	void callableThatFails() throws Exception {
		assertThat(get("/failing-callable")).startsWith("500");
		ended("failingCallable").hasFailed("no model");
	}

	@Test
	void taskKeepsTheCallbacksOfTheApplication() throws Exception {
		assertThat(get("/task")).isEqualTo("200 loaded");
		ended("task").hasOutput("loaded").hasOnlyChildren("load");
		calledBack("completed");
	}

	@Test
	void taskThatTakesTooLong() throws Exception {
		assertThat(get("/slow-task")).isEqualTo("200 too late");
		ended("slowTask").hasLevel(ObservationLevel.WARNING).hasOutput(null);
		calledBack("timeout", "completed");
	}

	@Test
	void deferredResultEndsWhenItIsSet() throws Exception {
		assertThat(get("/deferred")).isEqualTo("200 later");
		ended("deferred").hasOutput("later");
		assertThat(get("/failing-deferred")).startsWith("500");
		ended("failingDeferred").hasFailed("no model");
		assertThat(get("/slow-deferred")).startsWith("503");
		ended("slowDeferred").hasLevel(ObservationLevel.ERROR);
		calledBack("completed");
	}

	@Test
	void emitterEndsWhenItIsCompleted() throws Exception {
		assertThat(get("/emitter")).isEqualTo("200 ab");
		ended("emitter").hasOutput("what the application says").hasLevel(ObservationLevel.DEFAULT);
		assertThatIOException().isThrownBy(() -> get("/events"));
		ended("events").hasFailed("broken");
	}

	@Test
	void streamingBodyEndsWhenItIsWritten() throws Exception {
		assertThat(get("/stream")).isEqualTo("200 streamed");
		ended("stream").hasOutput("set inside").hasOnlyChildren("load");
		assertThat(get("/failing-stream")).startsWith("500");
		ended("failingStream").hasFailed("disk");
	}

	@Test
	void fluxIsObservedUntilItsEnd() throws Exception {
		assertThat(get("/flux")).contains("data:Hel", "data:lo");
		ended("flux").hasOutput("Hello");
	}

	@Test
	void taskThatNoControllerReturnsEndsWithTheMethod() throws Exception {
		assertThat(get("/indirect")).isEqualTo("200 indirect");
		ended("notAController").hasLevel(ObservationLevel.DEFAULT);
	}

	private static String get(String path) throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:" + context.getWebServer().getPort() + path);
		HttpResponse<String> response = client.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
				HttpResponse.BodyHandlers.ofString());
		return response.statusCode() + " " + response.body();
	}

	/**
	 * The answer may arrive before MVC has finished with the request.
	 */
	private static ObservationAssert ended(String name) {
		Awaitility.await().until(() -> recorder.observations().stream().anyMatch((data) -> data.name().equals(name)));
		return assertThat(recorder).hasTraceWithRoot(name);
	}

	private static void calledBack(String... expected) {
		List<String> callbacks = context.getBean(Controller.class).callbacks();
		Awaitility.await().until(() -> callbacks.size() >= expected.length);
		assertThat(callbacks).containsExactly(expected);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@Import({ Controller.class, Service.class, LangfuseRecorder.class })
	static class Application {

	}

	static class Service {

		@Observe
		String load() {
			return "loaded";
		}

		@Observe
		void before() {
		}

		@Observe
		Callable<String> notAController() {
			return () -> "indirect";
		}

	}

	@RestController
	static class Controller {

		private final Service service;

		private final Langfuse langfuse;

		private final List<String> callbacks = new CopyOnWriteArrayList<>();

		Controller(Service service, Langfuse langfuse) {
			this.service = service;
			this.langfuse = langfuse;
		}

		List<String> callbacks() {
			return this.callbacks;
		}

		@Observe
		@GetMapping("/callable")
		public Callable<String> callable() {
			this.service.before();
			return this.service::load;
		}

		@Observe
		@GetMapping("/failing-callable")
		public Callable<String> failingCallable() {
			return () -> {
				throw new IllegalStateException("no model");
			};
		}

		@Observe
		@GetMapping("/task")
		public WebAsyncTask<String> task() {
			WebAsyncTask<String> task = new WebAsyncTask<>(this.service::load);
			task.onCompletion(() -> this.callbacks.add("completed"));
			return task;
		}

		@Observe
		@GetMapping("/slow-task")
		public WebAsyncTask<String> slowTask() {
			WebAsyncTask<String> task = new WebAsyncTask<>(50, () -> {
				// MVC interrupts it, which is a result too
				long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
				while (!this.callbacks.contains("completed") && System.nanoTime() < end) {
					Thread.onSpinWait();
				}
				return "never";
			});
			task.onTimeout(() -> {
				this.callbacks.add("timeout");
				return "too late";
			});
			task.onCompletion(() -> this.callbacks.add("completed"));
			return task;
		}

		@Observe
		@GetMapping("/deferred")
		public DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>();
			result.onCompletion(() -> this.callbacks.add("completed"));
			CompletableFuture.runAsync(() -> result.setResult("later"));
			return result;
		}

		@Observe
		@GetMapping("/failing-deferred")
		public DeferredResult<String> failingDeferred() {
			DeferredResult<String> result = new DeferredResult<>();
			result.setErrorResult(new IllegalStateException("no model"));
			return result;
		}

		@Observe
		@GetMapping("/slow-deferred")
		public DeferredResult<String> slowDeferred() {
			return new DeferredResult<>(50L);
		}

		@Observe
		@GetMapping("/emitter")
		public ResponseBodyEmitter emitter() {
			ResponseBodyEmitter emitter = new ResponseBodyEmitter();
			this.langfuse.current().output("what the application says");
			CompletableFuture.runAsync(() -> {
				try {
					emitter.send("a");
					emitter.send("b");
					emitter.complete();
				}
				catch (IOException ex) {
					emitter.completeWithError(ex);
				}
			});
			return emitter;
		}

		@Observe
		@GetMapping("/events")
		public SseEmitter events() throws IOException {
			SseEmitter emitter = new SseEmitter();
			emitter.send("a");
			CompletableFuture.runAsync(() -> emitter.completeWithError(new IllegalStateException("broken")));
			return emitter;
		}

		@Observe
		@GetMapping("/stream")
		public StreamingResponseBody stream() {
			return (out) -> {
				this.service.load();
				this.langfuse.current().output("set inside");
				out.write("streamed".getBytes(StandardCharsets.UTF_8));
			};
		}

		@Observe
		@GetMapping("/failing-stream")
		public StreamingResponseBody failingStream() {
			return (out) -> {
				throw new IOException("disk");
			};
		}

		@Observe
		@GetMapping(path = "/flux", produces = "text/event-stream")
		public Flux<String> flux() {
			return Flux.just("Hel", "lo").delayElements(Duration.ofMillis(1));
		}

		@GetMapping("/indirect")
		public String indirect() throws Exception {
			return this.service.notAController().call();
		}

	}

}
