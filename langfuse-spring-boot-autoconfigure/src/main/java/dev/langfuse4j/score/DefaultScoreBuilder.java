/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.capture.WellFormed;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseTrace;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Collects a score, checks it and hands it over.
 */
final class DefaultScoreBuilder implements ScoreBuilder {

	private static final LogOnce logger = LogOnce.shared(LangfuseScores.class);

	private final ScoreSink sink;

	private final ScoreTargets targets;

	private final ContentCapture capture;

	private final ScoreConfigs configs;

	private final String name;

	private final ScoreType type;

	private final @Nullable Double number;

	private final @Nullable CapturedContent text;

	private final Map<String, CapturedContent> metadata = new LinkedHashMap<>();

	/**
	 * Remaining number of characters of the metadata.
	 */
	private int budget;

	private @Nullable CapturedContent comment;

	private @Nullable String id;

	private boolean replacing;

	private @Nullable ScoreConfigRef config;

	private @Nullable String project;

	private @Nullable String environment;

	private @Nullable Instant timestamp;

	DefaultScoreBuilder(ScoreSink sink, ScoreTargets targets, ContentCapture capture, ScoreConfigs configs, String name,
			ScoreType type, @Nullable Double number, @Nullable CapturedContent text) {
		this.sink = sink;
		this.targets = targets;
		this.capture = capture;
		this.configs = configs;
		this.name = WellFormed.of(name);
		this.type = type;
		this.number = number;
		this.text = text;
		this.budget = capture.settings().maxTotalLength();
	}

	@Override
	public ScoreBuilder comment(@Nullable String comment) {
		this.comment = StringUtils.hasText(comment)
				? this.capture.content(comment, this.capture.settings().maxTextLength()) : null;
		return this;
	}

	@Override
	public ScoreBuilder metadata(String key, @Nullable Object value) {
		Assert.isTrue(StringUtils.hasText(key), "A key of a score's metadata must not be empty");
		if (value != null && this.sink.takesScores() && this.capture.settings().switches().metadata()) {
			CapturedContent content = this.capture.content(key, value, this.budget);
			if (content != null) {
				this.budget = Math.max(0, this.budget - content.length());
				this.metadata.put(WellFormed.of(key), content);
			}
		}
		return this;
	}

	@Override
	public ScoreBuilder metadata(@Nullable Map<String, ?> metadata) {
		if (metadata != null) {
			metadata.forEach(this::metadata);
		}
		return this;
	}

	@Override
	public ScoreBuilder id(String id) {
		ScoreRules.checkId(id);
		this.id = WellFormed.of(id);
		return this;
	}

	@Override
	public ScoreBuilder replacing() {
		this.replacing = true;
		return this;
	}

	@Override
	public ScoreBuilder configId(String configId) {
		Assert.isTrue(StringUtils.hasText(configId), "The ID of a score config must not be empty");
		return config(new ScoreConfigRef(WellFormed.of(configId), null));
	}

	@Override
	public ScoreBuilder configName(String configName) {
		Assert.isTrue(this.name.equals(configName), () -> "A score must have the name of its config: use '" + configName
				+ "' for the score '" + this.name + "', too");
		return config(new ScoreConfigRef(null, configName));
	}

	private ScoreBuilder config(ScoreConfigRef ref) {
		Assert.isTrue(this.type != ScoreType.CORRECTION,
				"A correction cannot have a score config: remove configId(…) or configName(…)");
		this.config = ref;
		return this;
	}

	@Override
	public ScoreBuilder project(String project) {
		Assert.isTrue(StringUtils.hasText(project),
				"The project of a score must not be empty: remove project(…) to use that of the " + "current trace");
		this.project = project;
		return this;
	}

	@Override
	public ScoreBuilder environment(@Nullable String environment) {
		if (environment != null) {
			ScoreRules.checkEnvironment(environment);
		}
		this.environment = environment;
		return this;
	}

	@Override
	public ScoreBuilder timestamp(Instant time) {
		Assert.notNull(time, "'time' must not be null");
		this.timestamp = time;
		return this;
	}

	@Override
	public String on(@Nullable String traceId, @Nullable String observationId) {
		Assert.isTrue(traceId != null || observationId == null,
				"To score an observation, pass the ID of its trace and its own ID");
		if (observationId != null) {
			ScoreRules.checkTarget("observation", observationId);
		}
		if (traceId != null) {
			ScoreRules.checkTarget("trace", traceId);
		}
		return send(this.targets.trace(traceId, observationId, this.project),
				(traceId != null) ? ScoreTarget.trace(traceId, observationId) : null);
	}

	@Override
	public String on(LangfuseObservation observation) {
		Assert.notNull(observation, "'observation' must not be null");
		return send(this.targets.observation(observation), null);
	}

	@Override
	public String on(LangfuseTrace trace) {
		Assert.notNull(trace, "'trace' must not be null");
		return send(this.targets.trace(trace), null);
	}

	@Override
	public String onCurrent() {
		return on(this.targets.current());
	}

	@Override
	public String onTrace(@Nullable String traceId) {
		return on(traceId, null);
	}

	@Override
	public String onSession(@Nullable String sessionId) {
		checkNoCorrection();
		if (sessionId == null) {
			return send(null, null);
		}
		ScoreRules.checkSession(sessionId);
		return other(ScoreTarget.session(WellFormed.of(sessionId)));
	}

	@Override
	public String onDatasetRun(@Nullable String datasetRunId) {
		checkNoCorrection();
		if (datasetRunId == null) {
			return send(null, null);
		}
		ScoreRules.checkTarget("dataset run", datasetRunId);
		return other(ScoreTarget.datasetRun(WellFormed.of(datasetRunId)));
	}

	private void checkNoCorrection() {
		Assert.isTrue(this.type != ScoreType.CORRECTION,
				"A correction can only belong to a trace or an observation: use onTrace(…) or on(…)");
	}

	private String other(ScoreTarget target) {
		return send(this.targets.other(target, this.project), target);
	}

	/**
	 * Records the score.
	 * @param found the target, or {@code null} if no score is sent
	 * @param target the requested target, as far as it is known
	 */
	private String send(ScoreTargets.@Nullable Found found, @Nullable ScoreTarget target) {
		String chosen = idFor((found != null) ? found.target() : target);
		if (found == null) {
			return chosen;
		}
		if (this.number == null && this.text == null) {
			logger.warn(this.type, () -> "Langfuse: scores of type " + this.type
					+ " are not sent, because langfuse.capture.mode is metadata-only");
			return chosen;
		}
		ScoreData score = new ScoreData(chosen, found.project(), this.name, this.type, this.number, this.text,
				found.target(), this.comment, this.metadata,
				(found.environment() != null) ? found.environment() : this.environment, this.config,
				(this.timestamp != null) ? this.timestamp : Instant.now());
		this.sink.acceptScore(this.configs.apply(score));
		return chosen;
	}

	private String idFor(@Nullable ScoreTarget target) {
		if (this.id != null) {
			return this.id;
		}
		return (this.replacing && target != null) ? ScoreRules.derivedId(this.name, target.key())
				: ScoreRules.randomId();
	}

}
