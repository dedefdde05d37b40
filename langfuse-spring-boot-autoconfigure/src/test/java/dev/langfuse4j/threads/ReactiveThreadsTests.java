/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.threads;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.test.ObservationAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Controllers and services of WebFlux on Netty.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReactiveThreadsTests {

	private ReactiveWebServerApplicationContext context;

	@AfterEach
	void stop() {
		this.context.close();
		Hooks.disableAutomaticContextPropagation();
	}

	@Test
	void reactiveCallsNestByThemselves() throws Exception {
		start();
		assertThat(get("/reactive")).isEqualTo("200 loaded on parallel, loaded on boundedElastic");
		root("reactive").hasChildren(2, "load").hasMetadata("by context", "yes");
	}

	@Test
	void streamsAreObservedUntilTheClientHasThem() throws Exception {
		start();
		assertThat(get("/stream")).contains("data:Hel", "data:lo");
		root("stream").hasOutput("Hello");
	}

	@Test
	void blockingCallsInOperatorsNeedTheProperty(CapturedOutput output) throws Exception {
		start("logging.level.dev.langfuse4j=debug");
		get("/operator");
		root("operator").hasOnlyChildren();
		root("blocking").hasMetadata("current", "false");
		get("/operator");
		assertThat(output).contains("use current(ContextView)")
			.containsOnlyOnce("An observation started a new trace on Reactor thread 'boundedElastic-")
			.containsOnlyOnce("Observed methods return publishers: dev.langfuse4j.threads.ReactiveThreadsTests$");
		stop();
		int before = output.getAll().length();
		start("spring.reactor.context-propagation=auto");
		get("/operator");
		root("operator").hasOnlyChildren("blocking")
			.hasChild("blocking", (child) -> child.hasMetadata("current", "true"));
		assertThat(output.getAll().substring(before)).doesNotContain("on Reactor thread", "methods return publishers");
	}

	@Test
	void reactiveCallsWarnOfNothing(CapturedOutput output) throws Exception {
		start("langfuse.observe.report=off");
		get("/reactive");
		root("reactive");
		assertThat(output).doesNotContain("on Reactor thread", "methods return publishers");
	}

	@Test
	void noHookIsInstalled() {
		start();
		assertThat(Hooks.isAutomaticContextPropagationEnabled()).isFalse();
	}

	private void start(String... properties) {
		this.context = (ReactiveWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.REACTIVE)
			.properties(properties)
			.properties("server.port=0", "spring.main.banner-mode=off")
			.run();
	}

	private String get(String path) throws Exception {
		URI uri = URI.create("http://localhost:" + this.context.getWebServer().getPort() + path);
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
					HttpResponse.BodyHandlers.ofString());
		return response.statusCode() + " " + response.body();
	}

	private ObservationAssert root(String name) {
		LangfuseRecorder recorder = this.context.getBean(LangfuseRecorder.class);
		Awaitility.await().until(() -> recorder.observations().stream().anyMatch((data) -> data.name().equals(name)));
		return assertThat(recorder).hasTraceWithRoot(name);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@Import({ Controller.class, Service.class, LangfuseRecorder.class })
	static class Application {

	}

	static class Service {

		private final Langfuse langfuse;

		Service(Langfuse langfuse) {
			this.langfuse = langfuse;
		}

		@Observe
		public Mono<String> load() {
			return Mono.fromCallable(() -> "loaded on " + Thread.currentThread().getName().split("-")[0]);
		}

		@Observe(metadata = "current=#current")
		public String blocking(boolean current) {
			this.langfuse.current().metadata("current", current);
			return "blocking";
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
		@GetMapping("/reactive")
		public Mono<String> reactive() {
			Mono<String> first = this.service.load().subscribeOn(Schedulers.parallel());
			Mono<String> second = Mono.just("")
				.publishOn(Schedulers.boundedElastic())
				.flatMap((x) -> this.service.load());
			return Mono.deferContextual((context) -> {
				this.langfuse.current(context).metadata("by context", "yes");
				return Mono.zip(first, second, (a, b) -> a + ", " + b);
			});
		}

		@Observe
		@GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		public Flux<String> stream() {
			return Flux.just("Hel", "lo").delayElements(Duration.ofMillis(1));
		}

		@Observe
		@GetMapping("/operator")
		public Mono<String> operator() {
			return Mono.just("x")
				.publishOn(Schedulers.boundedElastic())
				.map((x) -> this.service.blocking(this.langfuse.current().isRecording()));
		}

	}

}
