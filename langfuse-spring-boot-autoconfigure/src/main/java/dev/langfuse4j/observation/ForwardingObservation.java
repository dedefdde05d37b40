/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Hands every call on to another observation, or to none. For handles that add something
 * to an observation.
 *
 * @since 0.1.0
 */
@Internal
public class ForwardingObservation implements LangfuseObservation {

	static final LangfuseObservation NOOP = new ForwardingObservation(null);

	private final @Nullable LangfuseObservation target;

	/**
	 * Creates a handle.
	 * @param target the observation to hand on to, or {@code null} for none
	 */
	protected ForwardingObservation(@Nullable LangfuseObservation target) {
		this.target = target;
	}

	@Override
	public boolean isRecording() {
		return this.target != null && this.target.isRecording();
	}

	@Override
	public @Nullable String traceId() {
		return (this.target != null) ? this.target.traceId() : null;
	}

	@Override
	public @Nullable String observationId() {
		return (this.target != null) ? this.target.observationId() : null;
	}

	@Override
	public LangfuseTrace trace() {
		return (this.target != null) ? this.target.trace() : NoTrace.INSTANCE;
	}

	@Override
	public LangfuseObservation name(@Nullable String name) {
		if (this.target != null) {
			this.target.name(name);
		}
		return this;
	}

	@Override
	public LangfuseObservation startTime(@Nullable Instant time) {
		if (this.target != null) {
			this.target.startTime(time);
		}
		return this;
	}

	@Override
	public LangfuseObservation endTime(@Nullable Instant time) {
		if (this.target != null) {
			this.target.endTime(time);
		}
		return this;
	}

	@Override
	public LangfuseObservation input(@Nullable Object value) {
		if (this.target != null) {
			this.target.input(value);
		}
		return this;
	}

	@Override
	public LangfuseObservation output(@Nullable Object value) {
		if (this.target != null) {
			this.target.output(value);
		}
		return this;
	}

	@Override
	public LangfuseObservation metadata(String key, @Nullable Object value) {
		if (this.target != null) {
			this.target.metadata(key, value);
		}
		return this;
	}

	@Override
	public LangfuseObservation metadata(@Nullable Map<String, ?> metadata) {
		if (this.target != null) {
			this.target.metadata(metadata);
		}
		return this;
	}

	@Override
	public LangfuseObservation model(@Nullable String model) {
		if (this.target != null) {
			this.target.model(model);
		}
		return this;
	}

	@Override
	public LangfuseObservation modelParameters(@Nullable Map<String, ?> parameters) {
		if (this.target != null) {
			this.target.modelParameters(parameters);
		}
		return this;
	}

	@Override
	public LangfuseObservation usage(@Nullable UsageDetails usage) {
		if (this.target != null) {
			this.target.usage(usage);
		}
		return this;
	}

	@Override
	public LangfuseObservation cost(@Nullable CostDetails cost) {
		if (this.target != null) {
			this.target.cost(cost);
		}
		return this;
	}

	@Override
	public LangfuseObservation level(@Nullable ObservationLevel level) {
		if (this.target != null) {
			this.target.level(level);
		}
		return this;
	}

	@Override
	public LangfuseObservation statusMessage(@Nullable String message) {
		if (this.target != null) {
			this.target.statusMessage(message);
		}
		return this;
	}

	@Override
	public LangfuseObservation prompt(@Nullable PromptReference prompt) {
		if (this.target != null) {
			this.target.prompt(prompt);
		}
		return this;
	}

	@Override
	public LangfuseObservation completionStartTime(@Nullable Instant time) {
		if (this.target != null) {
			this.target.completionStartTime(time);
		}
		return this;
	}

	@Override
	public LangfuseObservation error(@Nullable Throwable error) {
		if (this.target != null) {
			this.target.error(error);
		}
		return this;
	}

	@Override
	public LangfuseObservation event(String name, @Nullable Object input) {
		if (this.target != null) {
			this.target.event(name, input);
		}
		return this;
	}

	@Override
	public LangfuseObservation score(String name, double value) {
		ScoreArguments.check(name, value);
		if (this.target != null) {
			this.target.score(name, value);
		}
		return this;
	}

	@Override
	public LangfuseObservation score(String name, boolean value) {
		ScoreArguments.checkName(name);
		if (this.target != null) {
			this.target.score(name, value);
		}
		return this;
	}

	@Override
	public LangfuseObservation score(String name, String category) {
		ScoreArguments.check(name, category);
		if (this.target != null) {
			this.target.score(name, category);
		}
		return this;
	}

	@Override
	public LangfuseObservation addToDataset(String dataset, @Nullable Object expected) {
		Assert.hasText(dataset, "The name of a dataset must not be empty");
		if (this.target != null) {
			this.target.addToDataset(dataset, expected);
		}
		return this;
	}

	@Override
	public LangfuseObservation inject(Map<String, ? super String> headers) {
		if (this.target != null) {
			this.target.inject(headers);
		}
		return this;
	}

	@Override
	public LangfuseObservation inject(BiConsumer<String, String> headers) {
		if (this.target != null) {
			this.target.inject(headers);
		}
		return this;
	}

	/**
	 * The observation that calls are handed on to.
	 * @return the observation, or {@code null} for none
	 */
	protected @Nullable LangfuseObservation target() {
		return this.target;
	}

	@Override
	public String toString() {
		return (this.target != null) ? this.target.toString() : "LangfuseObservation[not recording]";
	}

}
