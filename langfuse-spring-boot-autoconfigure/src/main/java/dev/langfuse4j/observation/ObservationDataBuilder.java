/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of a finished observation, such as for a test of an exporter. Not
 * thread-safe.
 *
 * @since 0.1.0
 * @see ObservationData#builder(TraceState, String, String, ObservationType)
 */
public final class ObservationDataBuilder {

	private final TraceState trace;

	private final String id;

	private final String name;

	private final ObservationType type;

	private @Nullable String parentId;

	private long startTime;

	private long endTime;

	private ObservationLevel level = ObservationLevel.DEFAULT;

	private @Nullable String statusMessage;

	private @Nullable CapturedContent input;

	private @Nullable CapturedContent output;

	private Map<String, CapturedContent> metadata = Map.of();

	private ModelCall modelCall = ModelCall.NONE;

	private @Nullable String version;

	private TraceAttributes attributes = TraceAttributes.NONE;

	ObservationDataBuilder(TraceState trace, String id, String name, ObservationType type) {
		this.trace = trace;
		this.id = id;
		this.name = name;
		this.type = type;
		this.startTime = trace.now();
		this.endTime = this.startTime;
	}

	/**
	 * Sets the id of the parent.
	 * @param parentId the id, or {@code null} for a root
	 * @return this builder
	 */
	public ObservationDataBuilder parentId(@Nullable String parentId) {
		this.parentId = parentId;
		return this;
	}

	/**
	 * Sets the start and the end.
	 * @param startTime the start in nanoseconds since 1970
	 * @param endTime the end in nanoseconds since 1970, not before the start
	 * @return this builder
	 */
	public ObservationDataBuilder time(long startTime, long endTime) {
		this.startTime = startTime;
		this.endTime = endTime;
		return this;
	}

	/**
	 * Sets the level and the text that explains it.
	 * @param level the level
	 * @param statusMessage the text, or {@code null} for none
	 * @return this builder
	 */
	public ObservationDataBuilder level(ObservationLevel level, @Nullable String statusMessage) {
		this.level = level;
		this.statusMessage = statusMessage;
		return this;
	}

	/**
	 * Sets the input.
	 * @param input the input
	 * @return this builder
	 */
	public ObservationDataBuilder input(@Nullable CapturedContent input) {
		this.input = input;
		return this;
	}

	/**
	 * Sets the output.
	 * @param output the output
	 * @return this builder
	 */
	public ObservationDataBuilder output(@Nullable CapturedContent output) {
		this.output = output;
		return this;
	}

	/**
	 * Sets the metadata.
	 * @param metadata the metadata by key
	 * @return this builder
	 */
	public ObservationDataBuilder metadata(Map<String, CapturedContent> metadata) {
		this.metadata = metadata;
		return this;
	}

	/**
	 * Sets the values of a model call.
	 * @param modelCall the model call
	 * @return this builder
	 */
	public ObservationDataBuilder modelCall(ModelCall modelCall) {
		this.modelCall = modelCall;
		return this;
	}

	/**
	 * Sets the version of the observed code.
	 * @param version the version
	 * @return this builder
	 */
	public ObservationDataBuilder version(@Nullable String version) {
		this.version = version;
		return this;
	}

	/**
	 * Sets the attributes that are sent with every observation of a subtree.
	 * @param attributes the attributes
	 * @return this builder
	 */
	public ObservationDataBuilder attributes(TraceAttributes attributes) {
		this.attributes = attributes;
		return this;
	}

	/**
	 * Returns the observation.
	 * @return the observation
	 */
	public ObservationData build() {
		return new ObservationData(this.trace, this.id, this.parentId, this.name, this.type, this.startTime,
				this.endTime, this.level, this.statusMessage, this.input, this.output, this.metadata, this.modelCall,
				this.version, this.attributes, null);
	}

}
