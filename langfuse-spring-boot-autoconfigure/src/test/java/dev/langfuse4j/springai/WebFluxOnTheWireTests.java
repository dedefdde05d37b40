/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelAnswer.Call;
import dev.langfuse4j.testing.ModelServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxObservationAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same chats in an application of WebFlux on Netty, as a browser asks for them.
 */
class WebFluxOnTheWireTests extends SpringAiTestSupport {

	private static final String USAGE = "usage={input:56,output:30,input_cached_tokens:64,total:150}";

	private final ReactiveWebApplicationContextRunner webRunner = new ReactiveWebApplicationContextRunner(
			AnnotationConfigReactiveWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(CodecsAutoConfiguration.class, WebFluxAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class,
				WebFluxObservationAutoConfiguration.class))
		.with(this::sameAsOthers)
		.withUserConfiguration(ChatWebApplication.class)
		.withInitializer(new ServerPortInfoApplicationContextInitializer())
		.withPropertyValues("server.port=0");

	@ParameterizedTest
	@ValueSource(strings = { "stream", "call" })
	void chatWithToolsIsOneTrace(String way) {
		this.models.answer(
				ModelAnswer.calls(new Call("c1", "weather", "{\"city\":\"Oslo\"}"),
						new Call("c2", "weather", "{\"city\":\"Rome\"}")),
				ModelAnswer.calls(new Call("c3", "weather", "{\"city\":\"Paris\"}")),
				ModelAnswer.text("Rome ", "is ", "warm"));
		this.webRunner.run((context) -> {
			assertThat(get(context, "/" + way + "/chat-7?question=where")).contains("Rome").contains("warm");
			assertThat(tree(context)).isEqualTo("""
					spring_ai chat_client [span] session=chat-7
					  chat gpt-stub [generation] session=chat-7 model=gpt-stub-1 %s
					  execute_tool weather [tool] session=chat-7
					    measure [span] session=chat-7
					  execute_tool weather [tool] session=chat-7
					    measure [span] session=chat-7
					  chat gpt-stub [generation] session=chat-7 model=gpt-stub-1 %s
					  execute_tool weather [tool] session=chat-7
					    measure [span] session=chat-7
					  chat gpt-stub [generation] session=chat-7 model=gpt-stub-1 %s
					""".formatted(USAGE, USAGE, USAGE));
			assertThat(this.server.spans()).extracting(Span::traceId)
				.containsOnly(this.server.spans().get(0).traceId());
		});
	}

	@Test
	void browserThatGoesAwayLeavesWhatCame() {
		this.models.slow(Duration.ofMillis(40))
			.answer(ModelAnswer.text(IntStream.range(0, 100).mapToObj((i) -> "word" + i + " ").toArray(String[]::new)));
		this.webRunner.run((context) -> {
			HttpURLConnection connection = (HttpURLConnection) uri(context, "/stream/chat-8?question=much").toURL()
				.openConnection();
			BufferedReader reader = new BufferedReader(new InputStreamReader(connection.getInputStream()));
			while (!String.valueOf(reader.readLine()).contains("word1")) {
				assertThat(connection.getResponseCode()).isEqualTo(200);
			}
			connection.disconnect();
			assertThat(tree(context)).isEqualTo("""
					spring_ai chat_client [span] WARNING session=chat-8
					  chat gpt-stub [generation] WARNING session=chat-8 model=gpt-stub-1
					""");
			assertThat(this.server.span("chat gpt-stub").outputJson().path("content").asString())
				.startsWith("word0 word1 ")
				.doesNotContain("word99");
		});
	}

	@Test
	void streamThatFailsIsAnError() {
		this.models.answer(ModelAnswer.text("It ", "is ").thenFailing());
		this.webRunner.run((context) -> {
			try {
				get(context, "/stream/chat-9?question=hi");
			}
			catch (ExecutionException ex) {
				// The connection ends where the stream does
			}
			assertThat(tree(context)).isEqualTo("""
					spring_ai chat_client [span] ERROR session=chat-9
					  chat gpt-stub [generation] ERROR session=chat-9 model=gpt-stub-1
					""");
			assertThat(this.server.span("chat gpt-stub").outputJson().path("content").asString()).isEqualTo("It is ");
		});
	}

	@Test
	void refusedCallIsAnError() {
		this.models.answer(ModelAnswer.status(429), ModelAnswer.status(429));
		this.webRunner.run((context) -> {
			get(context, "/call/chat-9?question=hi");
			get(context, "/stream/chat-9?question=hi");
			assertThat(tree(context)).isEqualTo("""
					spring_ai chat_client [span] ERROR session=chat-9
					  chat gpt-stub [generation] ERROR session=chat-9 model=gpt-stub usage={input:0,output:0}
					spring_ai chat_client [span] ERROR session=chat-9
					  chat gpt-stub [generation] ERROR session=chat-9 model=gpt-stub usage={input:0,output:0}
					""");
		});
	}

	@Test
	void chatsAtTheSameTimeAreTracesOfTheirOwn() {
		this.models.slow(Duration.ofMillis(5));
		for (int i = 0; i < 20; i++) {
			this.models.answer(ModelAnswer.text("a ", "b ", "c ", "d ", "e"));
		}
		this.webRunner.run((context) -> {
			CompletableFuture<?>[] chats = IntStream.range(0, 20)
				.mapToObj((i) -> send(context, "/stream/chat-" + i + "?question=q" + i))
				.toArray(CompletableFuture[]::new);
			CompletableFuture.allOf(chats).get();
			assertThat(spans(context)).hasSize(40);
			assertThat(this.server.spans().stream().map(Span::traceId).distinct()).hasSize(20);
			assertThat(this.server.spans()).filteredOn((span) -> "generation".equals(span.type()))
				.allSatisfy((span) -> {
					Span client = this.server.spans()
						.stream()
						.filter((other) -> other.id().equals(span.parentId()))
						.findFirst()
						.orElseThrow();
					assertThat(span.traceId()).isEqualTo(client.traceId());
					assertThat(span.text("session.id")).isEqualTo(client.text("session.id"))
						.isEqualTo("chat-" + span.inputJson().at("/0/content").asString().substring(1));
					assertThat(span.outputJson().path("content").asString()).isEqualTo("a b c d e");
				});
		});
	}

	private ReactiveWebApplicationContextRunner sameAsOthers(ReactiveWebApplicationContextRunner runner) {
		return runner.withConfiguration(AUTO_CONFIGURATIONS)
			.withBean(ModelServer.class, () -> this.models)
			.withPropertyValues(properties());
	}

	private static String get(ApplicationContext context, String path) throws Exception {
		return send(context, path).get();
	}

	private static CompletableFuture<String> send(ApplicationContext context, String path) {
		return HttpClient.newHttpClient()
			.sendAsync(HttpRequest.newBuilder(uri(context, path)).build(), BodyHandlers.ofString())
			.thenApply((response) -> response.body());
	}

	private static URI uri(ApplicationContext context, String path) {
		return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ ChatApplication.class, ChatController.class })
	static class ChatWebApplication {

	}

	@RestController
	static class ChatController {

		private final ChatClient client;

		private final ChatApplication.Weather weather;

		ChatController(ChatClient.Builder builder, ChatApplication.Weather weather) {
			this.client = builder.clone()
				.defaultAdvisors(MessageChatMemoryAdvisor.builder(MessageWindowChatMemory.builder().build()).build())
				.build();
			this.weather = weather;
		}

		@GetMapping(path = "/stream/{conversation}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
		Flux<String> stream(@PathVariable("conversation") String conversation,
				@RequestParam("question") String question) {
			return request(conversation, question).stream().content();
		}

		@GetMapping("/call/{conversation}")
		Mono<String> call(@PathVariable("conversation") String conversation,
				@RequestParam("question") String question) {
			return Mono.fromCallable(() -> request(conversation, question).call().content())
				.subscribeOn(Schedulers.boundedElastic());
		}

		private ChatClientRequestSpec request(String conversation, String question) {
			return this.client.prompt()
				.user(question)
				.tools(this.weather)
				.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, conversation));
		}

	}

}
