/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.time.Instant;
import java.util.Set;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The model call of an observation. Every part may be missing.
 *
 * @since 0.1.0
 */
public final class ModelCall {

	/**
	 * No model call.
	 */
	public static final ModelCall NONE = new ModelCall(null, null, null, null, null, null);

	private final @Nullable String model;

	private final @Nullable CapturedContent parameters;

	private final @Nullable UsageDetails usage;

	private final @Nullable CostDetails cost;

	private final @Nullable PromptReference prompt;

	private final @Nullable Instant completionStartTime;

	/**
	 * Creates a model call.
	 * @param model the model's name
	 * @param parameters the parameters, as a JSON object
	 * @param usage the units used
	 * @param cost the cost
	 * @param prompt the prompt version the call was made with
	 * @param completionStartTime when the answer began
	 */
	@Internal
	public ModelCall(@Nullable String model, @Nullable CapturedContent parameters, @Nullable UsageDetails usage,
			@Nullable CostDetails cost, @Nullable PromptReference prompt, @Nullable Instant completionStartTime) {
		this.model = model;
		this.parameters = parameters;
		this.usage = usage;
		this.cost = cost;
		this.prompt = prompt;
		this.completionStartTime = completionStartTime;
	}

	/**
	 * Begins a model call, such as for a test of an exporter.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns the model's name.
	 * @return the model's name
	 */
	public @Nullable String model() {
		return this.model;
	}

	/**
	 * Returns the parameters, as a JSON object.
	 * @return the parameters, as a JSON object
	 */
	public @Nullable CapturedContent parameters() {
		return this.parameters;
	}

	/**
	 * Returns the units used.
	 * @return the units used
	 */
	public @Nullable UsageDetails usage() {
		return this.usage;
	}

	/**
	 * Returns the cost.
	 * @return the cost
	 */
	public @Nullable CostDetails cost() {
		return this.cost;
	}

	/**
	 * Returns the prompt version the call was made with.
	 * @return the prompt version the call was made with
	 */
	public @Nullable PromptReference prompt() {
		return this.prompt;
	}

	/**
	 * Returns the time at which the answer began.
	 * @return the time, or {@code null} if it is not known
	 */
	public @Nullable Instant completionStartTime() {
		return this.completionStartTime;
	}

	int weight() {
		if (this == NONE) {
			return 0;
		}
		int weight = (this.model != null) ? this.model.length() : 0;
		weight += (this.parameters != null) ? this.parameters.weight() : 0;
		weight += (this.usage != null) ? weightOf(this.usage.amounts().keySet()) : 0;
		weight += (this.cost != null) ? weightOf(this.cost.amounts().keySet()) : 0;
		return weight + ((this.prompt != null && this.prompt.name() != null) ? this.prompt.name().length() : 0);
	}

	private static int weightOf(Set<String> buckets) {
		int weight = 0;
		for (String bucket : buckets) {
			weight += bucket.length();
		}
		return weight;
	}

	/**
	 * Collects the values of a model call. Not thread-safe.
	 */
	public static final class Builder {

		private @Nullable String model;

		private @Nullable CapturedContent parameters;

		private @Nullable UsageDetails usage;

		private @Nullable CostDetails cost;

		private @Nullable PromptReference prompt;

		private @Nullable Instant completionStartTime;

		private Builder() {
		}

		/**
		 * Sets the model's name.
		 * @param model the model's name
		 * @return this builder
		 */
		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		/**
		 * Sets the parameters, as a JSON object.
		 * @param parameters the parameters, as a JSON object
		 * @return this builder
		 */
		public Builder parameters(@Nullable CapturedContent parameters) {
			this.parameters = parameters;
			return this;
		}

		/**
		 * Sets the units used.
		 * @param usage the units used
		 * @return this builder
		 */
		public Builder usage(@Nullable UsageDetails usage) {
			this.usage = usage;
			return this;
		}

		/**
		 * Sets the cost.
		 * @param cost the cost
		 * @return this builder
		 */
		public Builder cost(@Nullable CostDetails cost) {
			this.cost = cost;
			return this;
		}

		/**
		 * Sets the prompt version that the call was made with.
		 * @param prompt the prompt version that the call was made with
		 * @return this builder
		 */
		public Builder prompt(@Nullable PromptReference prompt) {
			this.prompt = prompt;
			return this;
		}

		/**
		 * Sets the time at which the answer began.
		 * @param completionStartTime the time at which the answer began
		 * @return this builder
		 */
		public Builder completionStartTime(@Nullable Instant completionStartTime) {
			this.completionStartTime = completionStartTime;
			return this;
		}

		/**
		 * Returns the model call.
		 * @return the model call
		 */
		public ModelCall build() {
			return new ModelCall(this.model, this.parameters, this.usage, this.cost, this.prompt,
					this.completionStartTime);
		}

	}

}
