/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;

import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.test.ObservationAssert;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.util.UriComponentsBuilder;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The assistant from the outside: what it answers, and what its traces show.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(LangfuseRecorder.class)
class ChatTests {

	@LocalServerPort
	private int port;

	@Autowired
	private LangfuseRecorder recorder;

	@Test
	void answersPieceByPieceAfterACallOfItsTool() throws Exception {
		HttpResponse<String> response = ask("7", "Who knows java and kafka?");
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
		assertThat(pieces(response)).isEqualTo("Ask Ada, then Grace, then Margaret.");
		assertThat(response.body().lines().filter((line) -> line.startsWith("data:"))).hasSizeGreaterThan(3);
		await().until(() -> this.recorder.observations().size() == 5);
		assertThat(this.recorder).hasSingleTrace()
			.withRoot("spring_ai chat_client")
			.isSpan()
			.hasInputContaining("Who knows java and kafka?")
			.hasOutput("Ask Ada, then Grace, then Margaret.")
			.hasSession("7")
			.hasChildren(2, "chat gpt-4o-mini")
			.hasChild("execute_tool findCandidates",
					(tool) -> tool.isTool()
						.hasInput("{\"skills\":[\"java\",\"kafka\"]}")
						.hasSession("7")
						.hasOutputContaining("Grace")
						.hasChild("retrieve", ObservationAssert::isRetriever));
		assertThat(this.recorder.observations())
			.filteredOn((observation) -> observation.name().equals("chat gpt-4o-mini"))
			.allSatisfy((generation) -> {
				assertThat(generation.modelCall().usage()).isNotNull();
				assertThat(generation.modelCall().completionStartTime()).isNotNull();
			});
	}

	@Test
	void remembersTheConversation() throws Exception {
		assertThat(pieces(ask("8", "Hello"))).startsWith("That was question 1 ");
		assertThat(pieces(ask("8", "Hello again"))).startsWith("That was question 2 ");
		assertThat(pieces(ask("9", "Hello"))).startsWith("That was question 1 ");
		await().until(() -> this.recorder.observations().size() == 6);
		assertThat(this.recorder).hasTraces(3);
		assertThat(this.recorder.observations().stream().map((observation) -> observation.attributes().session()))
			.containsOnly("8", "9");
		assertThat(this.recorder.observations().stream().map((observation) -> observation.attributes().userId()))
			.containsOnly("ada");
	}

	@Test
	void refusesAnEmptyQuestion() throws Exception {
		assertThat(ask("7", " ").statusCode()).isEqualTo(400);
	}

	private HttpResponse<String> ask(String conversation, String question) throws Exception {
		URI uri = UriComponentsBuilder.fromUriString("http://localhost:{port}/chat/{conversation}?question={question}")
			.encode()
			.buildAndExpand(this.port, conversation, question)
			.toUri();
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).header("X-User", "ada").build(), BodyHandlers.ofString());
	}

	private static String pieces(HttpResponse<String> response) {
		return response.body()
			.lines()
			.filter((line) -> line.startsWith("data:"))
			.map((line) -> line.substring("data:".length()))
			.collect(Collectors.joining());
	}

}
