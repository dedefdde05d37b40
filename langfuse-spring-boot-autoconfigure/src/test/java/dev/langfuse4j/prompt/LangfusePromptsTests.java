/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link LangfusePrompts}: what applications get, and what they are told.
 */
class LangfusePromptsTests extends PromptsTestSupport {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Map<String, Integer> HALVES = Map.of("canary", 1, "production", 1);

	@TempDir
	Path directory;

	@Test
	void promptHasWhatLangfuseHas() {
		this.server.answer(200, textPrompt("team/x", 7, "Hi {{name}}"));
		TextPrompt prompt = prompts().text("team/x").get();
		assertThat(prompt.name()).isEqualTo("team/x");
		assertThat(prompt.version()).isEqualTo(7);
		assertThat(prompt.labels()).containsExactly("production", "latest");
		assertThat(prompt.tags()).containsExactly("t");
		assertThat(prompt.label()).isEqualTo("production");
		assertThat(prompt.isFallback()).isFalse();
		assertThat(prompt.reference().name()).isEqualTo("team/x");
		assertThat(prompt.reference().version()).isEqualTo(7);
		assertThat(prompt.template()).isEqualTo("Hi {{name}}");
		assertThat(prompt.config().path("model").asString()).isEqualTo("m");
		assertThat(prompt.with("name", "Ada").text()).isEqualTo("Hi Ada");
		assertThat(this.server.requests().get(0).path()).isEqualTo("/api/public/v2/prompts/team%2Fx?label=production");
	}

	@Test
	void chatPromptIsReadWhoeverHasWrittenIt() {
		this.server.answer(200, "{\"name\":\"c\",\"version\":1,\"type\":\"chat\",\"prompt\":["
				+ "{\"role\":\"developer\",\"content\":\"a {{v}}\"},{\"type\":\"chatmessage\",\"role\":\"user\",\"content\":\"b\"},"
				+ "{\"type\":\"placeholder\",\"name\":\"history\"},{\"unknown\":1},{\"role\":\"user\",\"content\":[1]}],"
				+ "\"config\":null}");
		ChatPrompt prompt = prompts().chat("c").label("canary").get();
		assertThat(prompt.template()).containsExactly(new PromptMessage("developer", "a {{v}}"),
				PromptMessage.user("b"), new PromptPlaceholder("history"));
		assertThat(prompt.config().isEmpty()).isTrue();
		assertThat(prompt.label()).isEqualTo("canary");
	}

	@Test
	void wrongTypeIsSaidWhateverTheFallback() {
		this.server.answer(200, textPrompt("x", 1, "t"));
		LangfusePrompts prompts = prompts();
		assertThatExceptionOfType(PromptTypeMismatchException.class)
			.isThrownBy(() -> prompts.chat("x").fallback(PromptMessage.user("own")).get())
			.withMessage("The prompt 'x' with label 'production' is a text prompt. Call text(…).");
		assertThat(prompts.text("x").get().text()).isEqualTo("t");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", ".." })
	void nameThatLeadsElsewhereIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> prompts().text(name));
	}

	@Test
	void selectionThatTheServerMisunderstandsIsRefused() {
		TextPromptSpec spec = prompts().text("x");
		assertThatIllegalArgumentException().isThrownBy(() -> spec.version(0));
		assertThatIllegalArgumentException().isThrownBy(() -> spec.label(""));
		assertThatIllegalArgumentException().isThrownBy(() -> spec.label("Not A Label"));
		assertThatIllegalArgumentException().isThrownBy(() -> spec.cacheTtl(Duration.ofSeconds(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> prompts().text("x".repeat(256)));
	}

	@Test
	void labelAndVersionReplaceEachOther() {
		this.server.answerAllWith((request) -> textPrompt("x", 1, "t"));
		TextPromptSpec spec = prompts().text("x").label("canary");
		spec.version(2).get();
		spec.version(2).label("123").get();
		assertThat(this.server.requests()).extracting((request) -> request.path())
			.containsExactly("/api/public/v2/prompts/x?version=2", "/api/public/v2/prompts/x?label=123");
	}

	@ParameterizedTest
	@CsvSource({ "408, 2", "429, 2", "500, 2", "503, 2", "400, 1", "401, 1", "403, 1", "409, 1" })
	void onlyWhatMaySucceedIsTriedAgain(int status, int requests) {
		this.server.answerAll((request) -> status);
		assertThat(prompts().text("x").fallback("own").get().text()).isEqualTo("own");
		assertThat(this.server.requests()).hasSize(requests);
	}

	@Test
	void secondAttemptIsAsGoodAsTheFirst() {
		this.server.answer(503, "").answer(200, textPrompt("x", 1, "one"));
		assertThat(prompts().text("x").get().text()).isEqualTo("one");
	}

	@Test
	void nobodyWaitsLongerThanTheTimeoutWhateverTheServerWants() {
		this.settings = new PromptSettings(Duration.ofSeconds(60), Duration.ofSeconds(20), 5, 10);
		this.server.answer(429, "", Map.of("Retry-After", "60"));
		LangfusePrompts patient = prompts();
		long begin = System.nanoTime();
		assertThatExceptionOfType(PromptUnavailableException.class).isThrownBy(() -> patient.text("x").get())
			.withMessageContaining("answered 429");
		this.settings = new PromptSettings(Duration.ofSeconds(60), Duration.ofMillis(300), 5, 10);
		LangfusePrompts prompts = prompts();
		CountDownLatch never = new CountDownLatch(1);
		this.server.answerAfter(() -> {
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		assertThatExceptionOfType(PromptUnavailableException.class).isThrownBy(() -> prompts.text("y").get())
			.withMessageContaining("no answer within");
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
		never.countDown();
	}

	@Test
	void pageInsteadOfAnAnswerIsNotThatThereIsNone() {
		this.server.answer(200, textPrompt("a/b", 1, "one")).answer(404, "<html><title>Not here</title></html>");
		LangfusePrompts prompts = prompts();
		prompts.text("a/b").get();
		advance(Duration.ofHours(1));
		prompts.text("a/b").get();
		this.server.awaitRequests(2);
		assertThat(prompts.text("a/b").get().text()).isEqualTo("one");
		this.server.answer(404, "<html></html>").answer(200, "{\"data\":[]}");
		assertThatExceptionOfType(PromptUnavailableException.class).isThrownBy(() -> prompts.text("c/d").get())
			.withMessageContaining("check whether a proxy rejects '%2F' in a path");
		assertThatExceptionOfType(PromptUnavailableException.class).isThrownBy(() -> prompts.text("e").get())
			.withMessageContaining("but the response does not contain a prompt");
	}

	@Test
	void largePromptArrivesAsAWhole() {
		String text = "x".repeat(1_500_000);
		this.server.answer(200, textPrompt("x", 1, text));
		assertThat(prompts().text("x").get().text()).isEqualTo(text);
	}

	@Test
	void unavailablePromptSaysWhyAndWhatToDo() {
		this.server.close();
		assertThatExceptionOfType(PromptUnavailableException.class).isThrownBy(() -> prompts().text("x").get())
			.withMessageStartingWith("The prompt 'x' with label 'production' is not available: it is not cached, and "
					+ "the server at localhost cannot be reached (")
			.withMessageEndingWith(
					"Add a fallback with fallback(…) or as a file below langfuse.prompt.fallback-location.");
		this.project.set("other");
		assertThatExceptionOfType(PromptUnavailableException.class).isThrownBy(() -> prompts().text("x").get())
			.withMessageContaining("the project 'other' has no server");
		this.project.set(null);
		assertThatExceptionOfType(PromptUnavailableException.class).isThrownBy(() -> prompts().text("x").get())
			.withMessageContaining("the project of the current trace or code is not configured");
		this.connections.clear();
		assertThatExceptionOfType(PromptUnavailableException.class).isThrownBy(() -> prompts().text("x").get())
			.withMessageContaining("is not available: Langfuse has no keys. Add");
	}

	@Test
	void fallbackNeedsNeitherKeysNorServer() {
		this.connections.clear();
		LangfusePrompts prompts = prompts();
		TextPrompt text = prompts.text("x").fallback("Hi {{name}}").get();
		assertThat(text.with("name", "Ada").text()).isEqualTo("Hi Ada");
		assertThat(text.isFallback()).isTrue();
		assertThat(text.version()).isZero();
		assertThat(text.reference()).isNull();
		ChatPrompt chat = prompts.chat("x")
			.fallback(() -> List.of(PromptMessage.system("a"), new PromptPlaceholder("p")))
			.mono()
			.block(PATIENCE);
		assertThat(chat.placeholder("p", List.of()).messages()).containsExactly(PromptMessage.system("a"));
		assertThat(this.results).containsExactly("default x fallback", "default x fallback");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void fallbackIsLoggedOncePerPromptAndReason(CapturedOutput output) {
		DefaultLangfusePrompts prompts = prompts();
		this.server.answer(404, NOT_FOUND);
		for (int i = 0; i < 3; i++) {
			assertThat(prompts.text("x").fallback("own").get().text()).isEqualTo("own");
			assertThat(prompts.text("x").fallback("own").mono().block(PATIENCE).text()).isEqualTo("own");
		}
		assertThat(output).containsOnlyOnce("Langfuse has no prompt 'x' with label 'production'. Its fallback is used. "
				+ "Create the prompt in Langfuse, or set the label");
		advance(Duration.ofSeconds(10));
		this.server.answerAll((request) -> 503);
		for (int i = 0; i < 3; i++) {
			assertThat(prompts.text("x").fallback("own").get().text()).isEqualTo("own");
		}
		assertThat(output)
			.containsOnlyOnce("The prompt 'x' with label 'production' is not available: it is not cached, and the "
					+ "server at localhost answered 503")
			.containsOnlyOnce(". Its fallback is used until the server supplies the prompt");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void failureIsLoggedAfterAnyNumberOfUnknownNames(CapturedOutput output) {
		DefaultLangfusePrompts prompts = prompts();
		this.server.answerAllBy((request) -> NOT_FOUND, (request) -> 404);
		for (int i = 0; i < 1_001; i++) {
			prompts.text("unknown-" + i).fallback("own").get();
		}
		assertThat(output).contains("Langfuse has no prompt 'unknown-999'").doesNotContain("'unknown-1000'");
		this.server.answerAll((request) -> 503);
		prompts.text("known").fallback("own").get();
		assertThat(output).contains("The prompt 'known' with label 'production' is not available");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void fallbackWithoutServerIsNoWarning(CapturedOutput output) {
		this.connections.clear();
		DefaultLangfusePrompts prompts = prompts();
		for (int i = 0; i < 3; i++) {
			this.project.set("tenant-" + i);
			prompts.text("x").fallback("own").get();
		}
		assertThat(output.toString().lines().filter((line) -> line.contains("Its fallback is used"))).singleElement()
			.asString()
			.contains("INFO")
			.endsWith(
					"The prompt 'x' with label 'production' is not available: Langfuse has no keys. Its fallback is used");
	}

	@Test
	void filesAreFallbacks() throws IOException {
		this.connections.clear();
		this.location = this.directory.toUri().toString();
		Files.createDirectories(this.directory.resolve("support"));
		Files.writeString(this.directory.resolve("greeting.md"),
				"---\nmodel: gpt\nmax_tokens: 7\n---\nHi {{name}}\n---\nbye\n");
		Files.writeString(this.directory.resolve("plain.md"), "--- plain\r\n");
		Files.writeString(this.directory.resolve("support/answer.json"), "{\"type\":\"chat\",\"prompt\":[{\"role\":"
				+ "\"system\",\"content\":\"s\"},{\"type\":\"placeholder\",\"name\":\"h\"}],\"config\":{\"model\":\"m\"}}");
		Files.writeString(this.directory.resolve("short chat.json"), "[{\"role\":\"user\",\"content\":\"u\"}]");
		Files.writeString(this.directory.resolve("broken.json"), "{\"secret\"");
		LangfusePrompts prompts = prompts();
		TextPrompt greeting = prompts.text("greeting").get();
		assertThat(greeting.with("name", "Ada").text()).isEqualTo("Hi Ada\n---\nbye");
		assertThat(greeting.config(Config.class)).isEqualTo(new Config("gpt", 7));
		assertThat(prompts.text("plain").get().text()).isEqualTo("--- plain");
		assertThat(prompts.chat("support/answer").get().template()).containsExactly(PromptMessage.system("s"),
				new PromptPlaceholder("h"));
		assertThat(prompts.chat("short chat").get().messages()).containsExactly(PromptMessage.user("u"));
		assertThat(prompts.text("greeting").fallback("own").get().text()).isEqualTo("own");
		assertThat(
				prompts.text("any").fallback(new FileSystemResource(this.directory.resolve("plain.md"))).get().text())
			.isEqualTo("--- plain");
		assertThat(prompts.text("any").fallback(new ByteArrayResource("bytes".getBytes())).get().text())
			.isEqualTo("bytes");
		assertThatExceptionOfType(PromptUnavailableException.class).isThrownBy(() -> prompts.text("broken").get())
			.withMessageContaining("broken.json")
			.withMessageNotContaining("secret");
		assertThatExceptionOfType(PromptTypeMismatchException.class).isThrownBy(() -> prompts.text("short chat").get())
			.withMessageContaining("in its fallback");
	}

	@ParameterizedTest
	@ValueSource(strings = { "../secret", "a/../../secret", "a/../secret", "./secret", "..\\secret", "%2e%2e/secret",
			"/secret", "//secret", "a//secret", "secret\u0000", "C:/secret", "http://localhost/secret", "secret#",
			"secret?", ".../../secret" })
	void nobodyLeavesTheDirectoryByAName(String name) throws IOException {
		Path below = Files.createDirectories(this.directory.resolve("prompts/a"));
		Files.writeString(this.directory.resolve("secret.md"), "secret");
		Files.writeString(below.resolve("../secret.md"), "secret");
		Files.writeString(below.resolve("secret.md"), "secret");
		this.connections.clear();
		this.location = this.directory.resolve("prompts").toUri().toString();
		assertThatExceptionOfType(PromptUnavailableException.class).isThrownBy(() -> prompts().text(name).get());
	}

	@Test
	void threadThatMustNotBlockGetsWhatIsCached() {
		this.server.answerAllWith((request) -> textPrompt("x", 1, "one"));
		LangfusePrompts prompts = prompts();
		Mono<String> onEventLoop = Mono.fromSupplier(() -> prompts.text("x").get().text())
			.subscribeOn(Schedulers.parallel());
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> onEventLoop.block(PATIENCE))
			.withMessageContaining("is not cached, and get() must not block")
			.withMessageContaining("Use mono(), or list the name in langfuse.prompt.prefetch");
		assertThat(prompts.text("x").mono().block(PATIENCE).text()).isEqualTo("one");
		assertThat(onEventLoop.block(PATIENCE)).isEqualTo("one");
	}

	@Test
	void answersAreNotHandedOverOnThreadsOfTheConnection() {
		this.server.answerAllWith((request) -> textPrompt("x", 1, "one"));
		assertThat(prompts().text("x").mono().map((prompt) -> Thread.currentThread().getName()).block(PATIENCE))
			.startsWith("parallel-");
	}

	@Test
	void abTestIsStableByKey() {
		Map<String, Integer> reversed = new LinkedHashMap<>();
		reversed.put("production", 1);
		reversed.put("canary", 1);
		Map<String, Long> counts = IntStream.range(0, 10_000).mapToObj((i) -> {
			String choice = AbTest.choose("x", HALVES, "user-" + i);
			assertThat(AbTest.choose("x", reversed, "user-" + i)).isEqualTo(choice);
			return choice;
		}).collect(Collectors.groupingBy((label) -> label, Collectors.counting()));
		assertThat(counts.get("canary")).isBetween(4_800L, 5_200L);
		// SHA-256 of "x\neve" and "x\njoe" begin with 2d and 49, of "x\ntim" and "x\nada"
		// with 81 and da
		assertThat(List.of("eve", "joe")).allMatch((key) -> AbTest.choose("x", HALVES, key).equals("canary"));
		assertThat(List.of("tim", "ada")).allMatch((key) -> AbTest.choose("x", HALVES, key).equals("production"));
		assertThat(AbTest.choose("x", Map.of("a", 0, "b", 0.5), "any")).isEqualTo("b");
		assertThat(AbTest.choose("x", HALVES, null)).isIn("canary", "production");
		assertThatIllegalArgumentException().isThrownBy(() -> AbTest.choose("x", Map.of("a", 0), "any"));
		assertThatIllegalArgumentException().isThrownBy(() -> AbTest.choose("x", Map.of("a", -1), "any"));
	}

	@Test
	void abTestChoosesTheLabel() {
		this.server.answerAllWith((request) -> textPrompt("x", 1, "one"));
		Map<String, Number> weights = new HashMap<>(Map.ofEntries(entry("canary", 1), entry("production", 0)));
		TextPrompt prompt = prompts().text("x").abTest(weights, "ada").get();
		assertThat(prompt.label()).isEqualTo("canary");
		assertThat(this.server.requests().get(0).path()).endsWith("?label=canary");
	}

	record Config(String model, Integer maxTokens) {

	}

}
