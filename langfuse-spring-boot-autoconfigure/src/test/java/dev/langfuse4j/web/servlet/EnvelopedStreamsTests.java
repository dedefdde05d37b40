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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Streams inside of what controllers and functional endpoints of Spring MVC return, on
 * Tomcat.
 */
class EnvelopedStreamsTests {

	private static final HttpClient client = HttpClient.newHttpClient();

	private static ServletWebServerApplicationContext context;

	private static LangfuseRecorder recorder;

	@BeforeAll
	static void start() {
		context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.SERVLET)
			.properties("server.port=0", "spring.main.banner-mode=off", "server.shutdown=immediate",
					"spring.mvc.async.request-timeout=5s")
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
	}

	@Test
	void entityWithAPublisherEndsWithTheStreamAndItsChildrenAreBelow() throws Exception {
		assertThat(get("GET", "/flux")).startsWith("200").contains("data:Hel", "data:lo");
		ended("flux").hasOutput("Hello").hasChildren(2, "word");
		assertThat(get("GET", "/mono-flux")).startsWith("200").contains("data:Hel", "data:lo");
		ended("monoFlux").hasOutput("Hello").hasChildren(2, "word");
		assertThatIOException().isThrownBy(() -> get("GET", "/failing-flux"));
		ended("failingFlux").hasFailed("no model").hasOutput("Hel");
	}

	@Test
	void entityWithAnEmitterEndsWhenThatIsCompleted() throws Exception {
		assertThat(get("GET", "/sse")).isEqualTo("202 data:a\n\n");
		ended("sse").hasOutput("said later");
		assertThat(get("GET", "/emitter")).isEqualTo("200 a");
		ended("emitter").hasOutput("said later");
	}

	@Test
	void entityWithAStreamingBodyEndsWhenItIsWritten() throws Exception {
		assertThat(get("GET", "/body")).isEqualTo("202 streamed");
		ended("body").hasOutput("set inside").hasOnlyChildren("load");
	}

	@Test
	void controllersMayDeclareAnything() throws Exception {
		assertThat(get("GET", "/object?kind=callable")).isEqualTo("200 loaded");
		ended("object").hasOutput("loaded").hasOnlyChildren("load");
		recorder.clear();
		assertThat(get("GET", "/object?kind=body")).isEqualTo("200 streamed");
		ended("object").hasOutput("set inside").hasOnlyChildren("load");
		recorder.clear();
		assertThat(get("GET", "/object?kind=future")).isEqualTo("200 later");
		ended("object").hasOutput("later");
		recorder.clear();
		assertThat(get("GET", "/object?kind=text")).isEqualTo("200 text");
		ended("object").hasOutput("text");
	}

	@Test
	void functionalEndpointEndsWithItsStreamAndItsChildrenAreBelow() throws Exception {
		assertThat(get("GET", "/f/flux")).startsWith("200").contains("Hel", "lo");
		ended("flux").hasOutput("[{\"text\":\"Hel\"},{\"text\":\"lo\"}]").hasChildren(2, "word");
		assertThat(get("GET", "/f/future")).isEqualTo("200 later");
		ended("future").hasOutput("later");
		assertThat(get("GET", "/f/sse")).isEqualTo("200 data:a\n\n");
		ended("sse").hasOutput("said later");
	}

	@Test
	void functionalEndpointThatIsNotModifiedEndsWithTheResponse() throws Exception {
		assertThat(get("GET", "/f/tagged")).isEqualTo("200 {\"text\":\"Hel\"}{\"text\":\"lo\"}");
		ended("tagged").hasOutputContaining("Hel");
		recorder.clear();
		assertThat(get("GET", "/f/tagged", "If-None-Match", "\"1\"")).isEqualTo("304 ");
		ended("tagged").hasLevel(ObservationLevel.DEFAULT).hasOutputContaining("status").hasOnlyChildren();
		recorder.clear();
		assertThat(get("HEAD", "/flux")).isEqualTo("200 ");
		ended("flux");
	}

	@Test
	void errorHandlersOfFunctionalEndpointsStay() throws Exception {
		// Spring leaves such a request open until its timeout, on a connection that is
		// used again
		assertThat(get(HttpClient.newHttpClient(), "GET", "/f/failing")).isEqualTo("200 handled");
		ended("failing").hasFailed("no model");
	}

	private static String get(String method, String path, String... headers) throws IOException, InterruptedException {
		return get(client, method, path, headers);
	}

	private static String get(HttpClient client, String method, String path, String... headers)
			throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:" + context.getWebServer().getPort() + path);
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.timeout(Duration.ofSeconds(20))
			.method(method, HttpRequest.BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		return response.statusCode() + " " + response.body();
	}

	/**
	 * The answer may arrive before MVC has finished with the request.
	 */
	private static ObservationAssert ended(String name) {
		Awaitility.await().until(() -> recorder.observations().stream().anyMatch((data) -> data.name().equals(name)));
		return assertThat(recorder).hasTraceWithRoot(name);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@Import({ Controller.class, Endpoints.class, Service.class, Words.class, LangfuseRecorder.class })
	static class Application {

		@Bean
		RouterFunction<ServerResponse> routes(Endpoints endpoints) {
			return RouterFunctions.route()
				.GET("/f/flux", endpoints::flux)
				.GET("/f/future", endpoints::future)
				.GET("/f/sse", endpoints::sse)
				.GET("/f/tagged", endpoints::tagged)
				.GET("/f/failing", endpoints::failing)
				.onError(IllegalStateException.class, (ex, request) -> ServerResponse.ok().body("handled"))
				.build();
		}

	}

	static class Words {

		@Observe
		Mono<String> word(String word) {
			return Mono.just(word).delayElement(Duration.ofMillis(1));
		}

	}

	static class Service {

		private final Words words;

		Service(Words words) {
			this.words = words;
		}

		@Observe
		String load() {
			return "loaded";
		}

		/**
		 * The second word is asked for on another thread, when the first is there.
		 */
		Flux<String> words() {
			return Flux.just("Hel", "lo").publishOn(Schedulers.parallel()).concatMap(this.words::word);
		}

		Flux<String> failing() {
			return Flux.concat(Flux.just("Hel"), Flux.error(() -> new IllegalStateException("no model")));
		}

	}

	static class Endpoints {

		private final Service service;

		private final Langfuse langfuse;

		Endpoints(Service service, Langfuse langfuse) {
			this.service = service;
			this.langfuse = langfuse;
		}

		@Observe
		public ServerResponse flux(ServerRequest request) {
			return ServerResponse.ok()
				.contentType(MediaType.APPLICATION_JSON)
				.body(this.service.words().map(Word::new));
		}

		@Observe
		public ServerResponse tagged(ServerRequest request) {
			return ServerResponse.ok()
				.eTag("1")
				.contentType(MediaType.APPLICATION_JSON)
				.body(this.service.words().map(Word::new));
		}

		@Observe
		public ServerResponse failing(ServerRequest request) {
			return ServerResponse.ok().body(Flux.error(() -> new IllegalStateException("no model")));
		}

		@Observe
		public ServerResponse future(ServerRequest request) {
			return ServerResponse.ok().body(CompletableFuture.supplyAsync(() -> "later"));
		}

		@Observe
		public ServerResponse sse(ServerRequest request) {
			var observation = this.langfuse.current();
			return ServerResponse.sse((events) -> CompletableFuture.runAsync(() -> {
				try {
					events.data("a");
					observation.output("said later");
					events.complete();
				}
				catch (IOException ex) {
					events.error(ex);
				}
			}));
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
		@GetMapping(path = "/flux", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		public ResponseEntity<Flux<String>> flux() {
			return ResponseEntity.ok(this.service.words());
		}

		@Observe
		@GetMapping(path = "/mono-flux", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		public Mono<ResponseEntity<Flux<String>>> monoFlux() {
			return Mono.just(ResponseEntity.ok(this.service.words())).delayElement(Duration.ofMillis(1));
		}

		@Observe
		@GetMapping(path = "/failing-flux", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		public ResponseEntity<Flux<String>> failingFlux() {
			return ResponseEntity.ok(this.service.failing());
		}

		@Observe
		@GetMapping("/sse")
		public ResponseEntity<SseEmitter> sse() {
			return ResponseEntity.accepted().body(sendLater(new SseEmitter()));
		}

		@Observe
		@GetMapping("/emitter")
		public ResponseEntity<ResponseBodyEmitter> emitter() {
			return ResponseEntity.ok(sendLater(new ResponseBodyEmitter()));
		}

		private <T extends ResponseBodyEmitter> T sendLater(T emitter) {
			var observation = this.langfuse.current();
			CompletableFuture.runAsync(() -> {
				try {
					emitter.send("a");
					observation.output("said later");
					emitter.complete();
				}
				catch (IOException ex) {
					emitter.completeWithError(ex);
				}
			}, CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
			return emitter;
		}

		@Observe
		@GetMapping("/body")
		public ResponseEntity<StreamingResponseBody> body() {
			return ResponseEntity.accepted().body(streaming());
		}

		@Observe
		@GetMapping("/object")
		public Object object(String kind) {
			return switch (kind) {
				case "callable" -> (Callable<String>) this.service::load;
				case "body" -> streaming();
				case "future" -> CompletableFuture.supplyAsync(() -> "later");
				default -> "text";
			};
		}

		private StreamingResponseBody streaming() {
			return (out) -> {
				this.service.load();
				this.langfuse.current().output("set inside");
				out.write("streamed".getBytes(StandardCharsets.UTF_8));
			};
		}

	}

	record Word(String text) {

	}

}
