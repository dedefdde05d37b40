/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ScoreArguments;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.TraceSampler;
import org.jspecify.annotations.Nullable;

/**
 * The {@link LangfuseScores} of an application context.
 *
 * @since 0.1.0
 */
@Internal
public final class DefaultLangfuseScores implements LangfuseScores {

	private final ScoreSink sink;

	private final ContentCapture capture;

	private final ScoreTargets targets;

	private final ScoreConfigs configs;

	/**
	 * Creates the bean.
	 * @param sink where scores go
	 * @param tracer finds what is current
	 * @param sampler which traces of others are recorded
	 * @param capture records values
	 * @param configs the score configs of the projects
	 */
	public DefaultLangfuseScores(ScoreSink sink, LangfuseTracer tracer, TraceSampler sampler, ContentCapture capture,
			ScoreConfigs configs) {
		this.sink = sink;
		this.capture = capture;
		this.targets = new ScoreTargets(sink, tracer, sampler);
		this.configs = configs;
	}

	@Override
	public ScoreBuilder score(String name, double value) {
		ScoreArguments.check(name, value);
		return builder(name, ScoreType.NUMERIC, value, null);
	}

	@Override
	public ScoreBuilder score(String name, boolean value) {
		ScoreArguments.checkName(name);
		return builder(name, ScoreType.BOOLEAN, value ? 1.0 : 0.0, null);
	}

	@Override
	public ScoreBuilder category(String name, String category) {
		ScoreArguments.check(name, category);
		// Not content: it is one of a few names
		return builder(name, ScoreType.CATEGORICAL, null,
				this.capture.value(category, this.capture.settings().maxTextLength()));
	}

	@Override
	public ScoreBuilder text(String name, String text) {
		ScoreArguments.checkName(name);
		ScoreRules.checkText(name, text);
		return builder(name, ScoreType.TEXT, null, content(text));
	}

	@Override
	public ScoreBuilder correction(String output) {
		ScoreRules.checkCorrection(output);
		return builder(ScoreRules.CORRECTION, ScoreType.CORRECTION, null, content(output));
	}

	private @Nullable CapturedContent content(String text) {
		return this.capture.content(text, this.capture.settings().maxTextLength());
	}

	private ScoreBuilder builder(String name, ScoreType type, @Nullable Double number, @Nullable CapturedContent text) {
		return new DefaultScoreBuilder(this.sink, this.targets, this.capture, this.configs, name, type, number, text);
	}

}
