/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.feedback;

import java.time.Duration;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.autoconfigure.score.LangfuseScoreAutoConfiguration;
import dev.langfuse4j.feedback.LangfuseFeedback;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The bean that hands out tokens, and the properties of the endpoint.
 */
class FeedbackTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.plainRunner(LangfuseScoreAutoConfiguration.class, LangfuseFeedbackAutoConfiguration.class)
		.withBean(Answers.class)
		.withPropertyValues("langfuse.public-key=pk-lf-1", "langfuse.secret-key=sk-lf-1",
				"langfuse.base-url=http://localhost:1", "langfuse.export.shutdown-timeout=10ms",
				"langfuse.feedback.enabled=true", "langfuse.feedback.secret=0123456789abcdef0123456789abcdef",
				"langfuse.feedback.names.thumbs=boolean");

	@Test
	void tokenIsOfTheCurrentTrace() {
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			LangfuseFeedback feedback = context.getBean(LangfuseFeedback.class);
			assertThat(feedback.token()).isNull();
			assertThat(feedback.observationToken()).isNull();
			langfuse.observation("a").observe(() -> {
				assertThat(feedback.token()).matches("[\\w-]+\\.[\\w-]{43}");
				assertThat(feedback.observationToken()).isNotNull();
				assertThat(feedback.token()).isNotEqualTo(feedback.token());
			});
			assertThat(feedback.token("default", TRACE_ID, null)).isNotNull();
			assertThat(feedback.token("default", TRACE_ID, "b7ad6b7169203331")).isNotNull();
		});
	}

	@Test
	void tokenIsFoundInAPipeline() {
		this.contextRunner.run((context) -> {
			LangfuseFeedback feedback = context.getBean(LangfuseFeedback.class);
			Mono<String> token = Mono.deferContextual((view) -> Mono.justOrEmpty(feedback.token(view)));
			assertThat(token.block(Duration.ofSeconds(20))).isNull();
			assertThat(context.getBean(Answers.class).of(token).block(Duration.ofSeconds(20))).isNotNull();
		});
	}

	@Test
	void traceThatIsNotRecordedTakesNoFeedback() {
		this.contextRunner.withPropertyValues("langfuse.sample-rate=0")
			.run((context) -> context.getBean(Langfuse.class)
				.observation("a")
				.observe(() -> assertThat(context.getBean(LangfuseFeedback.class).token()).isNull()));
	}

	@Test
	void mistakesInIdsAreTold() {
		this.contextRunner.run((context) -> {
			LangfuseFeedback feedback = context.getBean(LangfuseFeedback.class);
			assertThatIllegalArgumentException().isThrownBy(() -> feedback.token("default", "1", null))
				.withMessage("'traceId' must be 32 lower-case hex digits");
			assertThatIllegalArgumentException().isThrownBy(() -> feedback.token("default", TRACE_ID, "1"));
			assertThatIllegalArgumentException().isThrownBy(() -> feedback.token("", TRACE_ID, null));
			assertThatIllegalArgumentException().isThrownBy(() -> feedback.token("a\nb", TRACE_ID, null));
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					langfuse.feedback.secret=                            | Property 'langfuse.feedback.secret' is not set
					langfuse.feedback.secret=0123456789abcdef0123456789abcde | Property 'langfuse.feedback.secret' has less than 32 characters
					langfuse.feedback.previous-secrets[0]=short          | Property 'langfuse.feedback.previous-secrets[0]' has less than 32 characters
					langfuse.feedback.names.thumbs=bool                  | Property 'langfuse.feedback.names.thumbs' is not a type of feedback
					langfuse.feedback.names.stars=numeric:5..1           | Property 'langfuse.feedback.names.stars' has an empty range
					langfuse.feedback.path=feedback                      | Property 'langfuse.feedback.path' does not begin with '/'
					langfuse.feedback.token-validity=0                   | Property 'langfuse.feedback.token-validity' is too short for a vote
					langfuse.feedback.requests-per-minute=0              | Property 'langfuse.feedback.requests-per-minute' is not positive
					langfuse.feedback.client-requests-per-minute=0       | Property 'langfuse.feedback.client-requests-per-minute' is not positive
					""")
	void valueThatCannotWorkStopsTheStart(String property, String message) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessage(message));
		this.contextRunner.withPropertyValues(property, "langfuse.feedback.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void namesMustBeListed() {
		LangfuseContexts.plainRunner(LangfuseScoreAutoConfiguration.class, LangfuseFeedbackAutoConfiguration.class)
			.withPropertyValues("langfuse.feedback.enabled=true",
					"langfuse.feedback.secret=0123456789abcdef0123456789abcdef")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property 'langfuse.feedback.names' is empty"));
	}

	@Test
	void nobodyNeedsASecretWhereNothingIsSigned() {
		this.contextRunner.withPropertyValues("langfuse.feedback.signed=false", "langfuse.feedback.secret=")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(LangfuseFeedback.class).token("default", TRACE_ID, null)).isNull();
			});
	}

	static class Answers {

		@Observe
		Mono<String> of(Mono<String> token) {
			return token;
		}

	}

}
