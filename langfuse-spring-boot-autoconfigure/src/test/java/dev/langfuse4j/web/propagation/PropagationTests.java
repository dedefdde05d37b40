/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.propagation;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.LangfuseServer.Received;
import dev.langfuse4j.testing.Span;
import dev.langfuse4j.web.WebApplication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Traces that go on in another service, over real HTTP.
 */
class PropagationTests {

	private static final List<String> CLIENTS = List.of("rest", "template", "web");

	private static final String ACCEPT = "langfuse.web.accept-remote-context=true";

	private static final String REMOTE = "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";

	private final LangfuseServer other = new LangfuseServer();

	@AfterEach
	void close() {
		this.other.close();
	}

	@Test
	void twoApplicationsMakeOneTraceWithOneUser() {
		try (WebApplication servlet = start(WebApplicationType.SERVLET, ACCEPT, "langfuse.web.propagate-to=localhost");
				WebApplication reactive = start(WebApplicationType.REACTIVE, ACCEPT,
						"langfuse.web.propagate-to=localhost");
				WebApplication third = start(WebApplicationType.SERVLET, ACCEPT)) {
			oneTraceWithOneUser(servlet, "/ask?client=rest", third);
			oneTraceWithOneUser(servlet, "/ask?client=template", reactive);
			oneTraceWithOneUser(servlet, "/ask?client=web", third);
			oneTraceWithOneUser(reactive, "/flow?x=y", servlet);
		}
	}

	@Test
	void twoReactiveApplicationsMakeOneTraceWithOneUser() {
		try (WebApplication caller = start(WebApplicationType.REACTIVE, "langfuse.web.propagate-to=localhost");
				WebApplication callee = start(WebApplicationType.REACTIVE, ACCEPT)) {
			oneTraceWithOneUser(caller, "/flow?x=y", callee);
		}
	}

	private static void oneTraceWithOneUser(WebApplication caller, String path, WebApplication callee) {
		assertThat(caller.get(path + "&url=http://localhost:" + callee.port() + "/answer").body())
			.isEqualTo("answered");
		Span asking = caller.spans(1).get(0);
		Span answering = callee.spans(1).get(0);
		assertThat(answering.traceId()).as(path).isEqualTo(asking.traceId());
		assertThat(answering.parentId()).isEqualTo(asking.id());
		assertThat(answering.text("user.id")).isEqualTo("a+b é");
		assertThat(answering.text("session.id")).isEqualTo("s");
		assertThat(answering.tags()).containsExactly("t1", "t2");
		assertThat(answering.text("langfuse.trace.metadata.k")).isEqualTo("v");
		assertThat(answering.attributes()).doesNotContainKey("langfuse.internal.is_app_root");
		caller.forget();
		callee.forget();
	}

	@Test
	void listedHostGetsTheHeadersOfTheSdksAndOthersGetNothing() {
		String port = this.other.url().substring(this.other.url().lastIndexOf(':') + 1);
		try (WebApplication application = start(WebApplicationType.SERVLET,
				"langfuse.web.propagate-to=127.0.0.1:" + port)) {
			for (String client : CLIENTS) {
				application.get("/ask?client=" + client + "&url=" + this.other.url());
				application.get("/ask?client=" + client + "&url=http://127.0.0.1:" + port);
				assertThat(this.other.requests()).as(client).hasSize(2);
				noneOfOurs(this.other.requests().get(0));
				Span span = application.spans(2).get(1);
				Received told = this.other.requests().get(1);
				assertThat(told.headers().get("traceparent")).as(client)
					.containsExactly("00-" + span.traceId() + "-" + span.id() + "-01");
				assertThat(told.headers().get("baggage")).as(client)
					.containsExactly("langfuse_trace_id=" + span.traceId()
							+ ",langfuse_user_id=a%2Bb%20%C3%A9,langfuse_session_id=s,langfuse_tags=t1%2Ct2,langfuse_metadata_k=v");
				application.forget();
				this.other.clear();
			}
		}
	}

	@Test
	void redirectToAHostThatIsNotListedDoesNotTakeTheHeadersAlong() {
		String port = this.other.url().substring(this.other.url().lastIndexOf(':') + 1);
		try (WebApplication application = start(WebApplicationType.SERVLET, "langfuse.web.propagate-to=127.0.0.1")) {
			for (String client : CLIENTS) {
				this.other.answer(302, "", Map.of("Location", this.other.url() + "/elsewhere"));
				this.other.answer(307, "", Map.of("Location", "http://127.0.0.1:" + port + "/back"));
				this.other.answer(200, "found");
				assertThat(application.get("/ask?client=" + client + "&url=http://127.0.0.1:" + port + "/from").body())
					.as(client)
					.isEqualTo("found");
				assertThat(this.other.requests()).extracting(Received::path)
					.containsExactly("/from", "/elsewhere", "/back");
				assertThat(this.other.requests().get(0).header("traceparent")).isNotNull();
				noneOfOurs(this.other.requests().get(1));
				assertThat(this.other.requests().get(2).header("traceparent")).isNotNull();
				this.other.clear();
			}
		}
	}

	@Test
	void nobodyIsToldByDefaultAndOurOwnServerNever() {
		try (WebApplication application = start(WebApplicationType.SERVLET)) {
			application.get("/ask?client=rest&url=" + this.other.url());
			noneOfOurs(this.other.requests().get(0));
		}
		try (WebApplication application = start(WebApplicationType.SERVLET, "langfuse.web.propagate-to=localhost")) {
			application.get("/ask?client=rest&url=" + this.other.url());
			application.spans(1);
			assertThat(application.exports()).allSatisfy(PropagationTests::noneOfOurs);
		}
	}

	@Test
	void outsideIsNotTrustedByDefault() {
		try (WebApplication application = start(WebApplicationType.SERVLET, "langfuse.web.session-header=X-Session")) {
			application.get("/answer", "traceparent", REMOTE, "baggage", "langfuse_user_id=mallory", "X-Session",
					"ours");
			Span span = application.spans(1).get(0);
			assertThat(span.text("session.id")).as("the request is looked at").isEqualTo("ours");
			assertThat(span.traceId()).isNotEqualTo("0af7651916cd43dd8448eb211c80319c");
			assertThat(span.parentId()).isNull();
			assertThat(span.text("user.id")).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "SERVLET", "REACTIVE" })
	void whatContinuesATraceThatLangfuseDoesNotKnowIsWhereTheApplicationBegins(WebApplicationType type) {
		try (WebApplication application = start(type, ACCEPT, "langfuse.web.session-header=X-Session")) {
			application.get("/answer", "traceparent", REMOTE, "baggage",
					"langfuse_user_id=ada,langfuse_session_id=theirs", "X-Session", "ours");
			Span span = application.spans(1).get(0);
			assertThat(span.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
			assertThat(span.parentId()).isEqualTo("00f067aa0ba902b7");
			assertThat(span.attributes().get("langfuse.internal.is_app_root").path("boolValue").asBoolean()).isTrue();
			assertThat(span.text("user.id")).isEqualTo("ada");
			assertThat(span.text("session.id")).isEqualTo("ours");
		}
	}

	@ParameterizedTest
	@CsvSource({ "langfuse_trace_id=0af7651916cd43dd8448eb211c80319c,",
			"langfuse_trace_id=0af7651916cd43dd8448eb211c80319c;langfuse_trace_name=theirs,theirs",
			"langfuse_user_id=ada,answer" })
	void traceKeepsTheNameThatItHasWhereItBegan(String baggage, @Nullable String name) {
		try (WebApplication application = start(WebApplicationType.SERVLET, ACCEPT)) {
			application.get("/answer", "traceparent", REMOTE, "baggage", baggage.replace(';', ','));
			assertThat(application.spans(1).get(0).text("langfuse.trace.name")).isEqualTo(name);
		}
	}

	@Test
	void whatTheCallerHasSampledOutIsNotRecorded() {
		try (WebApplication application = start(WebApplicationType.SERVLET, ACCEPT)) {
			String unsampled = REMOTE.substring(0, REMOTE.length() - 1) + "0";
			application.get("/answer", "traceparent", unsampled, "baggage",
					"langfuse_trace_id=0af7651916cd43dd8448eb211c80319c");
			application.get("/answer", "traceparent", unsampled);
			// Who does not know Langfuse has sampled for somebody else
			assertThat(application.spans(1).get(0).parentId()).isEqualTo("00f067aa0ba902b7");
		}
	}

	private static void noneOfOurs(Received request) {
		assertThat(request.headers().keySet()).doesNotContain("Traceparent", "Baggage");
		assertThat(request.headers().toString()).doesNotContain("langfuse_");
	}

	private static WebApplication start(WebApplicationType type, String... properties) {
		return new WebApplication(type, Application.class, properties);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	@Import(Controller.class)
	static class Application {

	}

	@RestController
	static class Controller {

		private final Langfuse langfuse;

		private final RestClient rest;

		private final RestTemplate template;

		private final WebClient web;

		Controller(Langfuse langfuse, ObjectProvider<RestClient.Builder> rest,
				ObjectProvider<RestTemplateBuilder> template, WebClient.Builder web) {
			this.langfuse = langfuse;
			this.rest = rest.getIfAvailable(RestClient::builder).build();
			this.template = template.getIfAvailable(RestTemplateBuilder::new).build();
			this.web = web.build();
		}

		@GetMapping("/ask")
		public String ask(@RequestParam("client") String client, @RequestParam("url") String url) throws Exception {
			return this.langfuse
				.with((trace) -> trace.userId("a+b é").sessionId("s").tags("t1", "t2").metadata("k", "v"))
				.call(() -> this.langfuse.observation("ask").observeChecked(() -> switch (client) {
					case "rest" -> this.rest.get().uri(url).retrieve().body(String.class);
					case "template" -> this.template.getForObject(url, String.class);
					default -> retrieve(url).toFuture().get();
				}));
		}

		@Observe(name = "ask")
		@ObserveTrace(userId = "'a+b é'", sessionId = "'s'", tags = { "t1", "t2" }, metadata = "k='v'")
		@GetMapping("/flow")
		public Mono<String> flow(@RequestParam("url") String url) {
			return Mono.delay(Duration.ofMillis(1)).flatMap((tick) -> retrieve(url));
		}

		private Mono<String> retrieve(String url) {
			return this.web.get().uri(url).retrieve().bodyToMono(String.class);
		}

		@Observe
		@GetMapping("/answer")
		public Mono<String> answer() {
			return Mono.just("answered");
		}

	}

}
