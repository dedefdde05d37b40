/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.test.ObservationAssert;
import io.reactivex.rxjava3.core.Flowable;
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
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.EntityResponse;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Streams inside of what controllers and functional endpoints of WebFlux return, on
 * Netty.
 */
class EnvelopedStreamsTests {

	private static final HttpClient client = HttpClient.newHttpClient();

	private static ReactiveWebServerApplicationContext context;

	private static LangfuseRecorder recorder;

	@BeforeAll
	static void start() {
		context = (ReactiveWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.REACTIVE)
			.properties("server.port=0", "spring.main.banner-mode=off", "server.shutdown=immediate")
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
		for (String path : List.of("flux", "monoFlux", "wildcard", "flowable")) {
			assertThat(get("GET", "/" + path)).startsWith("200").contains("data:Hel", "data:lo");
			ended(path).hasOutput("Hello").hasChildren(path.equals("flowable") ? 0 : 2, "word");
		}
		assertThat(get("GET", "/mono")).isEqualTo("200 Hel");
		ended("mono").hasOutput("Hel").hasOnlyChildren("word");
		assertThatIOException().isThrownBy(() -> get("GET", "/failingFlux"));
		ended("failingFlux").hasFailed("no model").hasOutput("Hel");
	}

	@Test
	void bodyThatIsNotSubscribedToEndsWithTheResponse() throws Exception {
		for (String path : List.of("flux", "monoFlux", "mono")) {
			assertThat(get("GET", "/" + path, "If-None-Match", "\"1\"")).isEqualTo("304 ");
			ended(path).hasLevel(ObservationLevel.DEFAULT).hasOnlyChildren();
			assertThat(recorder.observations()).hasSize(1);
			recorder.clear();
			assertThat(get("HEAD", "/" + path)).isEqualTo("200 ");
			ended(path).hasLevel(ObservationLevel.DEFAULT);
			recorder.clear();
		}
	}

	@Test
	void functionalEndpointEndsWithItsStreamAndItsChildrenAreBelow() throws Exception {
		assertThat(get("GET", "/f/flux")).startsWith("200").contains("data:Hel", "data:lo");
		ended("flux").hasOutput("Hello").hasChildren(2, "word");
		assertThat(get("GET", "/f/entity")).startsWith("200").contains("data:Hel", "data:lo");
		ended("entity").hasOutput("Hello").hasChildren(2, "word");
		assertThat(get("GET", "/f/value")).isEqualTo("201 value");
		ended("value").hasOutput("value");
		assertThat(get("GET", "/f/failing")).isEqualTo("200 handled");
		ended("failing").hasFailed("no model");
	}

	@Test
	void functionalEndpointWithoutABodyEndsWithTheResponse() throws Exception {
		assertThat(get("GET", "/f/flux", "If-None-Match", "\"1\"")).isEqualTo("304 ");
		ended("flux").hasOutput("{\"status\":304}").hasOnlyChildren();
		recorder.clear();
		assertThat(get("HEAD", "/f/flux")).isEqualTo("200 ");
		ended("flux");
	}

	private static String get(String method, String path, String... headers) throws IOException, InterruptedException {
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

	private static ObservationAssert ended(String name) {
		Awaitility.await().until(() -> recorder.observations().stream().anyMatch((data) -> data.name().equals(name)));
		return assertThat(recorder).hasTraceWithRoot(name);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@Import({ Controller.class, Endpoints.class, Words.class, LangfuseRecorder.class })
	static class Application {

		@Bean
		RouterFunction<ServerResponse> routes(Endpoints endpoints) {
			return RouterFunctions.route()
				.GET("/f/flux", endpoints::flux)
				.HEAD("/f/flux", endpoints::flux)
				.GET("/f/entity", endpoints::entity)
				.GET("/f/value", endpoints::value)
				.GET("/f/failing", endpoints::failing)
				.onError(IllegalStateException.class, (ex, request) -> ServerResponse.ok().bodyValue("handled"))
				.build();
		}

	}

	static class Words {

		@Observe
		Mono<String> word(String word) {
			return Mono.just(word).delayElement(Duration.ofMillis(1));
		}

	}

	static class Endpoints {

		private final Words words;

		Endpoints(Words words) {
			this.words = words;
		}

		@Observe
		public Mono<ServerResponse> flux(ServerRequest request) {
			return ServerResponse.ok().eTag("1").contentType(MediaType.TEXT_EVENT_STREAM).body(words(), String.class);
		}

		@Observe
		public Mono<EntityResponse<Flux<String>>> entity(ServerRequest request) {
			return EntityResponse.fromPublisher(words(), String.class).contentType(MediaType.TEXT_EVENT_STREAM).build();
		}

		@Observe
		public Mono<ServerResponse> value(ServerRequest request) {
			return ServerResponse.status(201).bodyValue("value");
		}

		@Observe
		public Mono<ServerResponse> failing(ServerRequest request) {
			return Mono.error(() -> new IllegalStateException("no model"));
		}

		private Flux<String> words() {
			return Flux.just("Hel", "lo").publishOn(Schedulers.parallel()).concatMap(this.words::word);
		}

	}

	@RestController
	static class Controller {

		private final Words words;

		Controller(Words words) {
			this.words = words;
		}

		@Observe
		@GetMapping(path = "/flux", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		public ResponseEntity<Flux<String>> flux() {
			return ResponseEntity.ok().eTag("1").body(words());
		}

		@Observe
		@GetMapping(path = "/monoFlux", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		public Mono<ResponseEntity<Flux<String>>> monoFlux() {
			return Mono.fromCallable(() -> ResponseEntity.ok().eTag("1").body(words()));
		}

		@Observe
		@GetMapping(path = "/wildcard", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		public Mono<ResponseEntity<?>> wildcard() {
			return Mono.fromCallable(() -> ResponseEntity.ok().body(words()));
		}

		@Observe
		@GetMapping(path = "/flowable", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		public ResponseEntity<Flowable<String>> flowable() {
			return ResponseEntity.ok(Flowable.just("Hel", "lo"));
		}

		@Observe
		@GetMapping("/mono")
		public ResponseEntity<Mono<String>> mono() {
			return ResponseEntity.ok().eTag("1").body(this.words.word("Hel"));
		}

		@Observe
		@GetMapping(path = "/failingFlux", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		public ResponseEntity<Flux<String>> failingFlux() {
			return ResponseEntity
				.ok(Flux.concat(Flux.just("Hel"), Flux.error(() -> new IllegalStateException("no model"))));
		}

		private Flux<String> words() {
			return Flux.just("Hel", "lo").publishOn(Schedulers.parallel()).concatMap(this.words::word);
		}

	}

}
