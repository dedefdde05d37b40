/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.mask.ContentMasker;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.PromptReference;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.LangfuseServer.Received;
import dev.langfuse4j.testing.RecordingExporter;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Half a character leaves nowhere: a server loses the whole batch for it.
 */
class WellFormedTextTests {

	private static final String HIGH = "\uD83D";

	private static final String LOW = "\uDE00";

	private static final Pattern ESCAPED_SURROGATE = Pattern.compile("\\\\+u[dD][89a-fA-F]");

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner()
		.withBean(RecordingExporter.class)
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()))
		.withPropertyValues("langfuse.release=r" + LOW, "spring.application.name=demo" + HIGH,
				"spring.application.version=1" + HIGH);

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void halvesOfCharactersAreReplacedWhereverTheyAre() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			observe(langfuse, HIGH);
			observe(langfuse, LOW);
			langfuse.flush(Duration.ofSeconds(20));
			assertThat(this.server.requests()).isNotEmpty().allSatisfy(WellFormedTextTests::isWellFormed);
			List<Span> spans = this.server.spans();
			assertThat(spans).hasSize(4).allSatisfy(WellFormedTextTests::isReplaced);
			assertThat(this.server.requests().get(0).resource().toString()).contains("demo\uFFFD", "1\uFFFD",
					"r\uFFFD");
			List<ObservationData> exported = context.getBean(RecordingExporter.class).all();
			assertThat(exported).hasSize(4).allSatisfy(WellFormedTextTests::isReplaced);
		});
	}

	private static void observe(Langfuse langfuse, String half) {
		langfuse.with((attributes) -> attributes.userId("user" + half).sessionId("session" + half).tags("tag" + half))
			.run(() -> langfuse.observation("name" + half)
				.type(ObservationType.GENERATION)
				.version("version" + half)
				.observe(() -> {
					LangfuseObservation current = langfuse.current();
					current.trace().metadata("key" + half, "value" + half);
					current.input(Map.of("key" + half, List.of("text" + half + "!")))
						.output("text" + half)
						.metadata("key" + half, "value" + half)
						.metadata("json" + half, List.of(half + "text"))
						.model("model" + half)
						.modelParameters(Map.of("parameter" + half, half))
						.usage(UsageDetails.NONE.with("bucket" + half, 1))
						.prompt(new PromptReference("prompt" + half, 1))
						.event("event" + half, half);
					current.error(new IllegalStateException("failed" + half));
				}));
	}

	@Test
	void wholeCharactersStayAsTheyAre() {
		String text = "a \uD83D\uDE00 \uD83D\uDC68\u200D\uD83D\uDCBB z";
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation(text)
				.observe(() -> langfuse.current().input(text).output(List.of(text)).metadata(text, text));
			langfuse.flush(Duration.ofSeconds(20));
			Span span = this.server.span(text);
			assertThat(span.input()).isEqualTo(text);
			assertThat(span.outputJson().get(0).asString()).isEqualTo(text);
			assertThat(span.metadata(text)).isEqualTo(text);
			assertThat(this.server.requests().get(0).text()).contains(text).doesNotContainPattern(ESCAPED_SURROGATE);
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7, 100, 101 })
	void cutsHalveNoCharacter(int limit) {
		String emojis = "\uD83D\uDE00".repeat(10_000);
		this.contextRunner.withPropertyValues("langfuse.capture.max-text-length=" + limit).run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			for (String text : List.of(emojis, "x" + emojis, emojis.substring(0, 102), emojis.substring(0, 204))) {
				langfuse.observation("cut")
					.observe(() -> langfuse.current()
						.input(text)
						.output(Map.of(text, text))
						.metadata(text, text)
						.statusMessage(text)
						.error(new IllegalStateException(text)));
			}
			langfuse.flush(Duration.ofSeconds(20));
			assertThat(this.server.spans()).hasSize(4)
				.allSatisfy((span) -> assertThat(span.json().toString()).doesNotContain("\uFFFD")
					.contains(" more characters]"));
			assertThat(this.server.requests()).allSatisfy(WellFormedTextTests::isWellFormed);
		});
	}

	@Test
	void namesThatAreCutHalveNoCharacter() {
		String name = "n".repeat(199) + "\uD83D\uDE00";
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation(name).observe(() -> {
			});
			langfuse.flush(Duration.ofSeconds(20));
			assertThat(this.server.span("n".repeat(199)).text("langfuse.trace.name")).isEqualTo("n".repeat(199));
		});
	}

	@Test
	void maskerThatHalvesACharacterDoesNoHarm() {
		this.contextRunner.withBean(ContentMasker.class, () -> (text) -> text.replace(LOW, "")).run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("masked").observe(() -> langfuse.current().input("\uD83D\uDE00!"));
			langfuse.flush(Duration.ofSeconds(20));
			assertThat(this.server.span("masked").input()).isEqualTo("\uFFFD!");
		});
	}

	@Test
	void textsThatLeaveAsTheSameAreComparedAndHashedAsTheSame() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			assertThat(langfuse.traceId("seed" + HIGH)).isEqualTo(langfuse.traceId("seed\uFFFD"))
				.isNotEqualTo(langfuse.traceId("seed?"));
			langfuse.with((attributes) -> attributes.tags("tag" + HIGH, "tag" + LOW, "tag\uFFFD"))
				.run(() -> langfuse.observation("tagged").observe(() -> {
				}));
			langfuse.flush(Duration.ofSeconds(20));
			assertThat(this.server.span("tagged").tags()).containsExactly("tag\uFFFD");
		});
	}

	private static void isReplaced(Span span) {
		if (span.name().equals("event\uFFFD")) {
			assertThat(span.input()).isEqualTo("\uFFFD");
			return;
		}
		assertThat(span.name()).isEqualTo("name\uFFFD");
		assertThat(span.text("user.id")).isEqualTo("user\uFFFD");
		assertThat(span.text("session.id")).isEqualTo("session\uFFFD");
		assertThat(span.tags()).containsExactly("tag\uFFFD");
		assertThat(span.text("langfuse.trace.metadata.key\uFFFD")).isEqualTo("value\uFFFD");
		assertThat(span.input()).isEqualTo("{\"key\uFFFD\":[\"text\uFFFD!\"]}");
		assertThat(span.output()).isEqualTo("text\uFFFD");
		assertThat(span.metadata("key\uFFFD")).isEqualTo("value\uFFFD");
		assertThat(span.metadata("json\uFFFD")).isEqualTo("[\"\uFFFDtext\"]");
		assertThat(span.metadata("exception.stacktrace")).contains("failed\uFFFD");
		assertThat(span.text("langfuse.observation.status_message")).isEqualTo("failed\uFFFD");
		assertThat(span.json().at("/status/message").asString()).isEqualTo("failed\uFFFD");
		assertThat(span.text("langfuse.version")).isEqualTo("version\uFFFD");
		assertThat(span.text("langfuse.observation.model.name")).isEqualTo("model\uFFFD");
		assertThat(span.text("langfuse.observation.model.parameters")).isEqualTo("{\"parameter\uFFFD\":\"\uFFFD\"}");
		assertThat(span.text("langfuse.observation.usage_details")).isEqualTo("{\"bucket\uFFFD\":1}");
		assertThat(span.text("langfuse.observation.prompt.name")).isEqualTo("prompt\uFFFD");
	}

	private static void isReplaced(ObservationData data) {
		assertThat(data.name()).endsWith("\uFFFD");
		assertThat(data.trace().name()).isEqualTo("name\uFFFD");
		assertThat(data.attributes().userId()).isEqualTo("user\uFFFD");
		assertThat(data.attributes().session()).isEqualTo("session\uFFFD");
		assertThat(data.attributes().tags()).containsExactly("tag\uFFFD");
		assertThat(data.attributes().metadata()).containsEntry("key\uFFFD", "value\uFFFD");
		assertThat(RecordingExporter.text(data.input())).contains("\uFFFD").doesNotContain(HIGH, LOW);
		if (data.name().equals("name\uFFFD")) {
			assertThat(RecordingExporter.text(data.output())).isEqualTo("text\uFFFD");
			assertThat(data.metadata()).containsKeys("key\uFFFD", "json\uFFFD");
			assertThat(data.statusMessage()).isEqualTo("failed\uFFFD");
			assertThat(data.modelCall().model()).isEqualTo("model\uFFFD");
			assertThat(data.modelCall().usage().amounts()).containsKey("bucket\uFFFD");
			assertThat(data.modelCall().prompt().name()).isEqualTo("prompt\uFFFD");
		}
	}

	private static void isWellFormed(Received request) {
		// A parser of protobuf refuses what is not UTF-8
		JsonNode json = request.json();
		assertThat(json.toString()).doesNotContainPattern(ESCAPED_SURROGATE);
		assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(json.toString())).isTrue();
	}

}
