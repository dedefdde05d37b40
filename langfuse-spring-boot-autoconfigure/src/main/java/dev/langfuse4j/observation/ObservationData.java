/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A finished observation. Immutable; any thread may read it.
 *
 * @since 0.1.0
 */
public final class ObservationData {

	private static final int FIXED_WEIGHT = 600;

	private final TraceState trace;

	private final String id;

	private final @Nullable String parentId;

	private final String name;

	private final ObservationType type;

	private final long startTime;

	private final long endTime;

	private final ObservationLevel level;

	private final @Nullable String statusMessage;

	private final @Nullable CapturedContent input;

	private final @Nullable CapturedContent output;

	private final Map<String, CapturedContent> metadata;

	private final ModelCall modelCall;

	private final @Nullable String version;

	private final TraceAttributes attributes;

	private final @Nullable CapturedContent cutStatus;

	/**
	 * Creates an observation.
	 * @param trace the values that it shares with the rest of its trace
	 * @param id the observation's id, 16 lower-case hex digits
	 * @param parentId the id of the parent, or {@code null} for a root
	 * @param name the name
	 * @param type the type
	 * @param startTime the start in nanoseconds since 1970
	 * @param endTime the end in nanoseconds since 1970, not before the start
	 * @param level the level
	 * @param statusMessage the text that explains the level
	 * @param input the input
	 * @param output the output
	 * @param metadata the metadata by key
	 * @param modelCall the values of a model call
	 * @param version the version of the observed code
	 * @param attributes what is sent with every observation of a subtree
	 * @param cutStatus the status message where only its beginning was captured, until it
	 * has been masked; otherwise {@code null}
	 */
	@Internal
	public ObservationData(TraceState trace, String id, @Nullable String parentId, String name, ObservationType type,
			long startTime, long endTime, ObservationLevel level, @Nullable String statusMessage,
			@Nullable CapturedContent input, @Nullable CapturedContent output, Map<String, CapturedContent> metadata,
			ModelCall modelCall, @Nullable String version, TraceAttributes attributes,
			@Nullable CapturedContent cutStatus) {
		this.trace = trace;
		this.id = id;
		this.parentId = parentId;
		this.name = name;
		this.type = type;
		this.startTime = startTime;
		this.endTime = endTime;
		this.level = level;
		this.statusMessage = statusMessage;
		this.input = input;
		this.output = output;
		this.metadata = metadata;
		this.modelCall = modelCall;
		this.version = version;
		this.attributes = attributes;
		this.cutStatus = cutStatus;
	}

	/**
	 * Creates an observation whose status message is whole.
	 * @param trace the values that it shares with the rest of its trace
	 * @param id the observation's id, 16 lower-case hex digits
	 * @param parentId the id of the parent, or {@code null} for a root
	 * @param name the name
	 * @param type the type
	 * @param startTime the start in nanoseconds since 1970
	 * @param endTime the end in nanoseconds since 1970, not before the start
	 * @param level the level
	 * @param statusMessage the text that explains the level
	 * @param input the input
	 * @param output the output
	 * @param metadata the metadata by key
	 * @param modelCall the values of a model call
	 * @param version the version of the observed code
	 * @param attributes what is sent with every observation of a subtree
	 */
	@Internal
	public ObservationData(TraceState trace, String id, @Nullable String parentId, String name, ObservationType type,
			long startTime, long endTime, ObservationLevel level, @Nullable String statusMessage,
			@Nullable CapturedContent input, @Nullable CapturedContent output, Map<String, CapturedContent> metadata,
			ModelCall modelCall, @Nullable String version, TraceAttributes attributes) {
		this(trace, id, parentId, name, type, startTime, endTime, level, statusMessage, input, output, metadata,
				modelCall, version, attributes, null);
	}

	/**
	 * Begins an observation, such as for a test of an exporter, that starts and ends at
	 * once.
	 * @param trace the trace that it belongs to
	 * @param id the observation's id, 16 lower-case hex digits
	 * @param name the name
	 * @param type the type
	 * @return a builder
	 */
	public static ObservationDataBuilder builder(TraceState trace, String id, String name, ObservationType type) {
		return new ObservationDataBuilder(trace, id, name, type);
	}

	/**
	 * Returns the trace, with what all its observations share.
	 * @return the trace
	 */
	public TraceState trace() {
		return this.trace;
	}

	/**
	 * Returns the observation's id, 16 lower-case hex digits.
	 * @return the observation's id, 16 lower-case hex digits
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Returns the id of the parent, or {@code null} for a root.
	 * @return the id of the parent, or {@code null} for a root
	 */
	public @Nullable String parentId() {
		return this.parentId;
	}

	/**
	 * Returns the name.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the type.
	 * @return the type
	 */
	public ObservationType type() {
		return this.type;
	}

	/**
	 * Returns the start in nanoseconds since 1970.
	 * @return the start in nanoseconds since 1970
	 */
	public long startTime() {
		return this.startTime;
	}

	/**
	 * Returns the end in nanoseconds since 1970, not before the start.
	 * @return the end in nanoseconds since 1970, not before the start
	 */
	public long endTime() {
		return this.endTime;
	}

	/**
	 * Returns the level.
	 * @return the level
	 */
	public ObservationLevel level() {
		return this.level;
	}

	/**
	 * Returns the text that explains the level.
	 * @return the text that explains the level
	 */
	public @Nullable String statusMessage() {
		return this.statusMessage;
	}

	/**
	 * Returns the input.
	 * @return the input
	 */
	public @Nullable CapturedContent input() {
		return this.input;
	}

	/**
	 * Returns the output.
	 * @return the output
	 */
	public @Nullable CapturedContent output() {
		return this.output;
	}

	/**
	 * Returns the metadata by key.
	 * @return the metadata by key
	 */
	public Map<String, CapturedContent> metadata() {
		return this.metadata;
	}

	/**
	 * Returns the values of a model call.
	 * @return the values of a model call
	 */
	public ModelCall modelCall() {
		return this.modelCall;
	}

	/**
	 * Returns the version of the observed code.
	 * @return the version of the observed code
	 */
	public @Nullable String version() {
		return this.version;
	}

	/**
	 * Returns the attributes that are sent with every observation of a subtree.
	 * @return the attributes
	 */
	public TraceAttributes attributes() {
		return this.attributes;
	}

	/**
	 * Returns the status message where only its beginning was captured, until it has been
	 * masked; otherwise {@code null}.
	 * @return the status message where only its beginning was captured, until it has been
	 * masked; otherwise {@code null}
	 */
	@Internal
	public @Nullable CapturedContent cutStatus() {
		return this.cutStatus;
	}

	/**
	 * About how many bytes of memory this observation holds, for the bounds of a queue.
	 * Attributes that it shares with its trace are counted for the trace while it waits,
	 * and for one observation of the trace once masked.
	 * @return the weight in bytes, never too small for content of Latin letters
	 */
	public int weight() {
		int weight = FIXED_WEIGHT + this.name.length();
		weight += (this.input != null) ? this.input.weight() : 0;
		weight += (this.output != null) ? this.output.weight() : 0;
		if (!this.metadata.isEmpty()) {
			for (Map.Entry<String, CapturedContent> entry : this.metadata.entrySet()) {
				weight += entry.getKey().length() + entry.getValue().weight();
			}
		}
		weight += (this.statusMessage != null) ? this.statusMessage.length() : 0;
		weight += (this.cutStatus != null) ? this.cutStatus.weight() : 0;
		weight += (this.version != null) ? this.version.length() : 0;
		weight += (this.modelCall != ModelCall.NONE) ? this.modelCall.weight() : 0;
		return weight + this.trace.weightOn(this.id);
	}

	/**
	 * A copy with other input, output and metadata, for an observation that is too large.
	 * @param newInput the input
	 * @param newOutput the output
	 * @param newMetadata the metadata
	 * @return the copy
	 */
	public ObservationData withContent(@Nullable CapturedContent newInput, @Nullable CapturedContent newOutput,
			Map<String, CapturedContent> newMetadata) {
		return new ObservationData(this.trace, this.id, this.parentId, this.name, this.type, this.startTime,
				this.endTime, this.level, this.statusMessage, newInput, newOutput, newMetadata, this.modelCall,
				this.version, this.attributes, this.cutStatus);
	}

	/**
	 * Names the observation only: content does not belong in a log.
	 */
	@Override
	public String toString() {
		return "ObservationData[" + this.type.value() + " " + this.trace.traceId() + "/" + this.id + "]";
	}

}
