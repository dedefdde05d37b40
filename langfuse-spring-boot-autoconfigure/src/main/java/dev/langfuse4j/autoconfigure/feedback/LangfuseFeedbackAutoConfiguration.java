/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.feedback;

import java.time.Clock;

import dev.langfuse4j.autoconfigure.ImportForWebApplication;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.score.LangfuseScoreAutoConfiguration;
import dev.langfuse4j.feedback.DefaultLangfuseFeedback;
import dev.langfuse4j.feedback.FeedbackEndpoint;
import dev.langfuse4j.feedback.FeedbackLimits;
import dev.langfuse4j.feedback.FeedbackTokens;
import dev.langfuse4j.feedback.LangfuseFeedback;
import dev.langfuse4j.score.LangfuseScores;
import dev.langfuse4j.trace.LangfuseTracer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration for the feedback of users. While that is off, the same bean is there
 * and hands out no tokens.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { LangfuseAutoConfiguration.class, LangfuseScoreAutoConfiguration.class })
@ConditionalOnBean(name = "langfuseTracer")
@EnableConfigurationProperties(FeedbackProperties.class)
@ImportForWebApplication(servlet = FeedbackRoutes.Servlet.class, reactive = FeedbackRoutes.Reactive.class)
public final class LangfuseFeedbackAutoConfiguration {

	private static @Nullable FeedbackTokens tokens(FeedbackProperties properties) {
		return (properties.isEnabled() && properties.isSigned())
				? new FeedbackTokens(properties.secrets(), properties.getTokenValidity(), Clock.systemUTC()) : null;
	}

	/**
	 * Not that of a parent context, which may have another secret. Not lazy, so that a
	 * value that cannot work stops the start.
	 */
	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean(value = LangfuseFeedback.class, search = SearchStrategy.CURRENT)
	DefaultLangfuseFeedback langfuseFeedback(LangfuseTracer tracer, FeedbackProperties properties) {
		if (properties.isEnabled()) {
			properties.check();
		}
		return new DefaultLangfuseFeedback(tracer, tokens(properties));
	}

	/**
	 * Lazy, because feedback is disabled by default.
	 */
	@Bean
	@Lazy
	FeedbackEndpoint langfuseFeedbackEndpoint(FeedbackProperties properties, LangfuseScores scores) {
		properties.check();
		return new FeedbackEndpoint(properties.toNames(), tokens(properties), new FeedbackLimits(
				properties.getClientRequestsPerMinute(), properties.getRequestsPerMinute(), System::nanoTime), scores);
	}

}
