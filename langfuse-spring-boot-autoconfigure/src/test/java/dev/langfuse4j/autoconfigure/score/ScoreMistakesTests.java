/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.score;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseTrace;
import dev.langfuse4j.score.LangfuseScores;
import dev.langfuse4j.score.ScoreBuilder;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A score that a server would refuse, or silently drop, is a mistake in the calling code
 * and is reported there, whether Langfuse is enabled or not.
 */
class ScoreMistakesTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String OBSERVATION = "b7ad6b7169203331";

	private static final Duration LONG = Duration.ofSeconds(20);

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.plainRunner(LangfuseScoreAutoConfiguration.class)
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.server.close();
	}

	private static Stream<Mistake> mistakes() {
		return Stream.of(new Mistake("no name", (scores) -> scores.score(" ", 1)),
				new Mistake("NaN", (scores) -> scores.score("x", Double.NaN)),
				new Mistake("infinite", (scores) -> scores.score("x", Double.NEGATIVE_INFINITY)),
				new Mistake("no category", (scores) -> scores.category("x", "")),
				new Mistake("no text", (scores) -> scores.text("x", "")),
				new Mistake("long text", (scores) -> scores.text("x", "😀".repeat(251))),
				new Mistake("no correction", (scores) -> scores.correction("")),
				new Mistake("no trace id", (scores) -> scores.score("x", 1).onTrace("")),
				new Mistake("no observation id", (scores) -> scores.score("x", 1).on(TRACE, " ")),
				new Mistake("observation alone", (scores) -> scores.score("x", 1).on(null, OBSERVATION)),
				new Mistake("no session id", (scores) -> scores.score("x", 1).onSession("")),
				new Mistake("long session id", (scores) -> scores.score("x", 1).onSession("s".repeat(201))),
				new Mistake("no run id", (scores) -> scores.score("x", 1).onDatasetRun("")),
				new Mistake("correction of a session", (scores) -> scores.correction("y").onSession("s")),
				new Mistake("correction of a run", (scores) -> scores.correction("y").onDatasetRun("r")),
				new Mistake("correction with config", (scores) -> scores.correction("y").configId("c")),
				new Mistake("no config id", (scores) -> scores.score("x", 1).configId("")),
				new Mistake("other config name", (scores) -> scores.score("x", 1).configName("y")),
				new Mistake("no id", (scores) -> scores.score("x", 1).id("")),
				new Mistake("long id", (scores) -> scores.score("x", 1).id("i".repeat(801))),
				new Mistake("id with line", (scores) -> scores.score("x", 1).id("a\rb")),
				new Mistake("no project", (scores) -> scores.score("x", 1).project("")),
				new Mistake("environment", (scores) -> scores.score("x", 1).environment("Prod")),
				new Mistake("no key", (scores) -> scores.score("x", 1).metadata("", 1)));
	}

	/**
	 * All in one context each, which takes longer than the calls.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aMistakeIsReportedAtTheCall(boolean enabled) {
		run((scores, langfuse) -> assertThat(mistakes())
			.allSatisfy((mistake) -> assertThatIllegalArgumentException().as(mistake.name)
				.isThrownBy(() -> mistake.code.accept(scores))
				.withMessageMatching(".{20,}")), "langfuse.enabled=" + enabled);
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void handlesReportMistakesAlsoWhereThereIsNothingToScore() {
		run((scores, langfuse) -> {
			LangfuseObservation none = langfuse.current();
			LangfuseTrace noTrace = none.trace();
			assertThatIllegalArgumentException().isThrownBy(() -> none.score("", 1));
			assertThatIllegalArgumentException().isThrownBy(() -> none.score("x", Double.NaN));
			assertThatIllegalArgumentException().isThrownBy(() -> none.score("", true));
			assertThatIllegalArgumentException().isThrownBy(() -> none.score("x", ""));
			assertThatIllegalArgumentException().isThrownBy(() -> noTrace.score("x", Double.NaN));
			none.score("x", 1).score("x", true).score("x", "y");
			noTrace.score("x", 1).score("x", true).score("x", "y");
			ScoreBuilder builder = scores.score("x", 1);
			assertThat(builder.on(none)).isNotEmpty();
			assertThat(builder.on(none.traceId(), none.observationId())).isNotEmpty();
			assertThat(builder.on(noTrace)).isNotEmpty();
			assertThat(builder.onSession(null)).isNotEmpty();
			assertThat(builder.onDatasetRun(null)).isNotEmpty();
			langfuse.flush(LONG);
			assertThat(this.server.requests()).isEmpty();
		});
	}

	private void run(Use use, String... properties) {
		this.contextRunner.withPropertyValues(properties)
			.run((context) -> use.use(context.getBean(LangfuseScores.class), context.getBean(Langfuse.class)));
	}

	private interface Use {

		void use(LangfuseScores scores, Langfuse langfuse);

	}

	private record Mistake(String name, Consumer<LangfuseScores> code) {

	}

}
