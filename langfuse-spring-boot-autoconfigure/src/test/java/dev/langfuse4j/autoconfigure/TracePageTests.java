/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.function.BiConsumer;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.DetachedObservation;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The root alone carries what Langfuse shows on the page of a trace.
 */
class TracePageTests {

	private final LangfuseServer server = new LangfuseServer();

	@Test
	void whatIsSaidBelowIsOnTheRoot() {
		run((langfuse, pages) -> {
			try (ActiveObservation root = langfuse.observation("root").start()) {
				langfuse
					.with((trace) -> trace.userId("ada")
						.sessionId("s-1")
						.version("7")
						.environment("staging")
						.asPublic(true))
					.run(() -> {
						langfuse.observation("one").observe(() -> {
						});
						langfuse.observation("two").observe(() -> {
						});
					});
			}
			Span root = span(langfuse, "root");
			assertThat(root.text("user.id")).isEqualTo("ada");
			assertThat(root.text("session.id")).isEqualTo("s-1");
			assertThat(root.text("langfuse.version")).isEqualTo("7");
			assertThat(root.text("langfuse.environment")).isEqualTo("staging");
			assertThat(root.attributes().get("langfuse.trace.public").path("boolValue").asBoolean()).isTrue();
		});
	}

	@Test
	void ofSeveralEachKeepsItsOwnAndTheRootHasNone() {
		run((langfuse, pages) -> {
			try (ActiveObservation root = langfuse.observation("root").start()) {
				langfuse.with((trace) -> trace.userId("ada").sessionId("s"))
					.run(() -> langfuse.observation("of ada").observe(() -> {
					}));
				langfuse.with((trace) -> trace.userId("grace").sessionId("s"))
					.run(() -> langfuse.observation("of grace").observe(() -> {
					}));
			}
			assertThat(span(langfuse, "of ada").text("user.id")).isEqualTo("ada");
			assertThat(span(langfuse, "of grace").text("user.id")).isEqualTo("grace");
			assertThat(span(langfuse, "root").text("user.id")).isNull();
			assertThat(span(langfuse, "root").text("session.id")).isEqualTo("s");
		});
	}

	@Test
	void whatTheRootSaysItselfWins() {
		run((langfuse, pages) -> {
			langfuse.with((trace) -> trace.userId("ada")).run(() -> {
				try (ActiveObservation root = langfuse.observation("root").start()) {
					root.trace().sessionId("said late");
					langfuse.with((trace) -> trace.userId("grace").sessionId("below"))
						.run(() -> langfuse.observation("below").observe(() -> {
						}));
				}
			});
			assertThat(span(langfuse, "root").text("user.id")).isEqualTo("ada");
			assertThat(span(langfuse, "root").text("session.id")).isEqualTo("said late");
			assertThat(span(langfuse, "below").text("user.id")).isEqualTo("grace");
		});
	}

	@Test
	void whatIsSaidByAnAnnotationBelowIsOnTheRoot() {
		run((langfuse, pages) -> {
			langfuse.observation("root").observe(() -> pages.inner("ada"));
			assertThat(span(langfuse, "inner").text("user.id")).isEqualTo("ada");
			assertThat(span(langfuse, "root").text("user.id")).isEqualTo("ada");
		});
	}

	@Test
	void whatIsSaidLateIsOnARootThatHasNotLeft() {
		run((langfuse, pages) -> {
			DetachedObservation late = langfuse.observation("root")
				.observe(() -> langfuse.observation("below").startDetached());
			late.trace().userId("ada").name("title").asPublic(true).version("9").environment("late");
			late.end();
			Span root = span(langfuse, "root");
			assertThat(root.text("user.id")).isEqualTo("ada");
			assertThat(root.text("langfuse.trace.name")).isEqualTo("title");
			assertThat(root.text("langfuse.version")).isEqualTo("9");
			assertThat(root.text("langfuse.environment")).isEqualTo("late");
			assertThat(root.attributes().get("langfuse.trace.public").path("boolValue").asBoolean()).isTrue();
		});
	}

	@Test
	void traceNameIsTheNameOfARootThatNobodyNamed() {
		run((langfuse, pages) -> {
			pages.untitled();
			assertThat(span(langfuse, "Questions").text("langfuse.trace.name")).isEqualTo("Questions");
			pages.titled();
			assertThat(span(langfuse, "answer").text("langfuse.trace.name")).isEqualTo("Answers");
			langfuse.with((trace) -> trace.name("Around")).run(pages::plain);
			assertThat(span(langfuse, "Around").parentId()).isNull();
			langfuse.with((trace) -> trace.name("By hand")).run(() -> langfuse.observation("step").observe(() -> {
			}));
			assertThat(span(langfuse, "step").text("langfuse.trace.name")).isEqualTo("By hand");
		});
	}

	@Test
	void rootThatIsRenamedNamesItsTrace() {
		run((langfuse, pages) -> {
			try (ActiveObservation root = langfuse.observation("before").start()) {
				langfuse.observation("below").observe(() -> langfuse.current().name("renamed below"));
				root.name("after").name("").name(null);
			}
			assertThat(span(langfuse, "after").text("langfuse.trace.name")).isEqualTo("after");
			assertThat(span(langfuse, "renamed below").text("langfuse.trace.name")).isEqualTo("after");
			pages.renaming();
			Span renamed = span(langfuse, "by code");
			assertThat(renamed.text("langfuse.trace.name")).isEqualTo("Renamings");
		});
	}

	private Span span(Langfuse langfuse, String name) {
		assertThat(langfuse.flush(Duration.ofSeconds(10))).isTrue();
		return this.server.span(name);
	}

	private void run(BiConsumer<Langfuse, Pages> code) {
		try (LangfuseServer closed = this.server) {
			LangfuseContexts.plainRunner()
				.withBean(Pages.class)
				.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()))
				.withPropertyValues("langfuse.flush-interval=1h")
				.run((context) -> code.accept(context.getBean(Langfuse.class), context.getBean(Pages.class)));
		}
	}

	static class Pages {

		private final Langfuse langfuse;

		Pages(Langfuse langfuse) {
			this.langfuse = langfuse;
		}

		@Observe
		@ObserveTrace(userId = "#user")
		void inner(String user) {
		}

		@Observe
		@ObserveTrace(name = "Questions")
		void untitled() {
		}

		@Observe(name = "answer")
		@ObserveTrace(name = "Answers")
		void titled() {
		}

		@Observe
		void plain() {
		}

		@Observe
		@ObserveTrace(name = "Renamings")
		void renaming() {
			this.langfuse.current().name("by code");
		}

	}

}
