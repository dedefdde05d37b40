/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.http.LangfuseApiException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PromptAdmin}: what is asked of the server, and that the cache knows.
 */
class PromptAdminTests extends PromptsTestSupport {

	@Test
	void versionsAreCreated() {
		this.server.answer(201, textPrompt("x", 4, "t")).answer(201, textPrompt("c", 1, "t"));
		PromptAdmin admin = prompts().admin();
		PromptDraft draft = admin.text("team/x", "Hi {{name}}");
		assertThat(draft.labels("production").tags("a").config(Map.of("max_tokens", 1)).commitMessage("why").create())
			.isEqualTo(4);
		admin.chat("c", PromptMessage.system("s"), new PromptPlaceholder("h")).create();
		assertThat(sent()).containsExactly("POST /api/public/v2/prompts "
				+ "{\"name\":\"team/x\",\"type\":\"text\",\"prompt\":\"Hi {{name}}\",\"labels\":[\"production\"],"
				+ "\"tags\":[\"a\"],\"config\":{\"max_tokens\":1},\"commitMessage\":\"why\"}",
				"POST /api/public/v2/prompts {\"name\":\"c\",\"type\":\"chat\",\"prompt\":[{\"role\":\"system\","
						+ "\"content\":\"s\"},{\"type\":\"placeholder\",\"name\":\"h\"}]}");
	}

	@Test
	void labelsAreMovedAndVersionsDeleted() {
		this.server.answerAllWith((request) -> "{}");
		PromptAdmin admin = prompts().admin();
		admin.moveLabels("team/x", 3, "production", "canary");
		admin.deleteVersion("team/x", 2);
		admin.deleteVersionLabelled("team/x", "old");
		admin.deleteAllVersions("team/x");
		assertThat(sent()).containsExactly(
				"PATCH /api/public/v2/prompts/team%2Fx/versions/3 {\"newLabels\":[\"production\",\"canary\"]}",
				"DELETE /api/public/v2/prompts/team%2Fx?version=2 ",
				"DELETE /api/public/v2/prompts/team%2Fx?label=old ", "DELETE /api/public/v2/prompts/team%2Fx ");
	}

	@Test
	void nameThatMeansAllPromptsIsNeverDeleted() {
		PromptAdmin admin = prompts().admin();
		for (String name : List.of("", " ", ".", "..")) {
			assertThatIllegalArgumentException().isThrownBy(() -> admin.deleteAllVersions(name));
		}
		assertThatIllegalArgumentException().isThrownBy(() -> admin.deleteVersion("x", 0));
		assertThatIllegalArgumentException().isThrownBy(() -> admin.deleteVersionLabelled("x", ""));
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void promptsAreListed() {
		this.server.answer(200, "{\"data\":[{\"name\":\"a\",\"type\":\"chat\",\"versions\":[1,2],\"labels\":[\"l\"],"
				+ "\"tags\":[\"t\"],\"lastConfig\":{}}],\"meta\":{\"page\":2,\"totalPages\":3,\"totalItems\":201}}");
		PromptPage page = prompts().admin().list(PromptFilter.all().labelled("l&x").tagged("a b").page(2));
		assertThat(page).isEqualTo(new PromptPage(
				List.of(new PromptSummary("a", true, List.of(1, 2), List.of("l"), List.of("t"))), 2, 3, 201));
		assertThat(page.hasNext()).isTrue();
		assertThat(this.server.requests().get(0).path())
			.isEqualTo("/api/public/v2/prompts?page=2&limit=100&label=l%26x&tag=a%20b");
	}

	@Test
	void whatWasChangedIsAskedForAnew() {
		this.server.answerAllWith((request) -> textPrompt("x", this.server.requests().size() + 1, "t"));
		DefaultLangfusePrompts prompts = prompts();
		prompts.text("x").get();
		prompts.text("xy").get();
		prompts.admin().moveLabels("x", 2, "production");
		assertThat(prompts.cached()).extracting(CachedPrompt::name).containsExactly("xy");
		prompts.text("x").get();
		this.server.answer(503, "");
		assertThatExceptionOfType(LangfuseApiException.class)
			.isThrownBy(() -> prompts.admin().text("x", "new").create());
		assertThat(prompts.cached()).extracting(CachedPrompt::name).containsExactly("xy");
	}

	@Test
	void refusalIsSaidOnce() {
		PromptAdmin admin = prompts().admin();
		this.server.answer(400, "{\"message\":\"Previous versions have different prompt type\",\"error\":\"Invalid\"}");
		assertThatExceptionOfType(LangfuseApiException.class).isThrownBy(() -> admin.text("x", "secret").create())
			.withMessageContaining("prompt 'x': the server at localhost answered 400 (Previous versions have different")
			.withMessageNotContaining("secret")
			.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(400));
		this.server.answer(404, NOT_FOUND);
		assertThatExceptionOfType(PromptNotFoundException.class).isThrownBy(() -> admin.deleteVersion("x", 1));
		this.server.answer(503, "");
		assertThatExceptionOfType(LangfuseApiException.class).isThrownBy(() -> admin.deleteAllVersions("x"));
		assertThat(this.server.requests()).hasSize(3);
		this.project.set(null);
		assertThatExceptionOfType(PromptUnavailableException.class).isThrownBy(() -> admin.deleteAllVersions("x"));
		assertThatIllegalStateException().isThrownBy(() -> Mono.fromRunnable(() -> admin.deleteAllVersions("x"))
			.subscribeOn(Schedulers.parallel())
			.block(Duration.ofSeconds(20)));
		assertThat(this.server.requests()).hasSize(3);
	}

	private List<String> sent() {
		return this.server.requests()
			.stream()
			.map((request) -> request.method() + " " + request.path() + " "
					+ new String(request.bytes(), StandardCharsets.UTF_8))
			.toList();
	}

}
