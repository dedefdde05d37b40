/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.time.temporal.ChronoUnit;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.ExperimentAttributes;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.TraceAttributes;

import org.springframework.util.StringUtils;

/**
 * Writes one observation as an OTLP span.
 */
final class SpanWriter {

	private static final int STATUS_ERROR = 2;

	private final ProtobufWriter out;

	private final AttributeWriter attributes;

	SpanWriter(ProtobufWriter out) {
		this.out = out;
		this.attributes = new AttributeWriter(out, OtlpFields.SPAN_ATTRIBUTES);
	}

	void write(ObservationData observation) {
		this.out.hex(OtlpFields.SPAN_TRACE_ID, observation.trace().traceId());
		this.out.hex(OtlpFields.SPAN_ID, observation.id());
		if (observation.parentId() != null) {
			this.out.hex(OtlpFields.SPAN_PARENT_ID, observation.parentId());
		}
		this.out.text(OtlpFields.SPAN_NAME, observation.name());
		this.out.fixed64(OtlpFields.SPAN_START_TIME, observation.startTime());
		this.out.fixed64(OtlpFields.SPAN_END_TIME, observation.endTime());
		writeAttributes(observation);
		writeStatus(observation);
	}

	private void writeAttributes(ObservationData observation) {
		// A trace that began elsewhere has the name of its root there, unless one was
		// given
		this.attributes.text(OtlpNames.TRACE_NAME,
				observation.trace().isObservedBefore() ? observation.attributes().name() : observation.trace().name());
		writeTraceAttributes(observation.attributes());
		if (observation.attributes().experiment() != null) {
			writeExperiment(observation, observation.attributes().experiment());
		}
		if (observation.trace().isApplicationRoot(observation.id())) {
			this.attributes.bool(OtlpNames.APP_ROOT, true);
		}
		this.attributes.text(OtlpNames.TYPE, observation.type().value());
		if (observation.level() != ObservationLevel.DEFAULT) {
			this.attributes.text(OtlpNames.LEVEL, observation.level().name());
		}
		this.attributes.text(OtlpNames.STATUS_MESSAGE, observation.statusMessage());
		this.attributes.text(OtlpNames.VERSION,
				(observation.version() != null) ? observation.version() : observation.attributes().version());
		this.attributes.content(OtlpNames.INPUT, observation.input());
		this.attributes.content(OtlpNames.OUTPUT, observation.output());
		Map<String, CapturedContent> metadata = observation.metadata();
		metadata.forEach((key, value) -> this.attributes
			.content(OtlpNames.METADATA_PREFIX + MetadataKeys.sent(key, metadata), value));
		writeModelCall(observation.modelCall());
	}

	/**
	 * Writes the attributes of the trace to every span: the server keeps them by
	 * observation.
	 */
	private void writeTraceAttributes(TraceAttributes trace) {
		this.attributes.text(OtlpNames.USER_ID, trace.userId());
		this.attributes.text(OtlpNames.SESSION_ID, trace.session());
		this.attributes.texts(OtlpNames.TAGS, trace.tags());
		Map<String, String> metadata = trace.metadata();
		metadata.forEach((key, value) -> this.attributes
			.text(OtlpNames.TRACE_METADATA_PREFIX + MetadataKeys.sent(key, metadata), value));
		this.attributes.text(OtlpNames.ENVIRONMENT, trace.environment());
		if (trace.isPublic() != null) {
			this.attributes.bool(OtlpNames.PUBLIC, trace.isPublic());
		}
	}

	/**
	 * Long texts are on the root and on the task only.
	 */
	private void writeExperiment(ObservationData observation, ExperimentAttributes experiment) {
		ExperimentAttributes.Run run = experiment.run();
		ExperimentAttributes.Item item = experiment.item();
		this.attributes.text(OtlpNames.EXPERIMENT_ID, run.id());
		this.attributes.text(OtlpNames.EXPERIMENT_NAME, run.name());
		run.metadata().forEach((key, value) -> this.attributes.text(OtlpNames.EXPERIMENT_METADATA_PREFIX + key, value));
		this.attributes.text(OtlpNames.EXPERIMENT_DATASET_ID, run.datasetId());
		this.attributes.text(OtlpNames.EXPERIMENT_ITEM_ID, item.id());
		this.attributes.text(OtlpNames.EXPERIMENT_ITEM_VERSION, item.version());
		this.attributes.text(OtlpNames.EXPERIMENT_ITEM_ROOT, item.taskId());
		item.metadata()
			.forEach((key, value) -> this.attributes.text(OtlpNames.EXPERIMENT_ITEM_METADATA_PREFIX + key, value));
		if (observation.parentId() == null || observation.id().equals(item.taskId())) {
			this.attributes.text(OtlpNames.EXPERIMENT_DESCRIPTION, run.description());
			this.attributes.content(OtlpNames.EXPERIMENT_ITEM_EXPECTED, item.expectedOutput());
		}
	}

	private void writeModelCall(ModelCall call) {
		this.attributes.text(OtlpNames.MODEL, call.model());
		this.attributes.content(OtlpNames.MODEL_PARAMETERS, call.parameters());
		if (call.usage() != null) {
			this.attributes.numbers(OtlpNames.USAGE, call.usage().amounts());
		}
		if (call.cost() != null) {
			this.attributes.numbers(OtlpNames.COST, call.cost().amounts());
		}
		if (call.completionStartTime() != null) {
			// The server keeps milliseconds
			this.attributes.text(OtlpNames.COMPLETION_START_TIME,
					call.completionStartTime().truncatedTo(ChronoUnit.MILLIS).toString());
		}
		if (call.prompt() != null && StringUtils.hasText(call.prompt().name()) && call.prompt().version() > 0) {
			// Only together: servers of version 3 drop the observation otherwise
			this.attributes.text(OtlpNames.PROMPT_NAME, call.prompt().name());
			this.attributes.integer(OtlpNames.PROMPT_VERSION, call.prompt().version());
		}
	}

	private void writeStatus(ObservationData observation) {
		if (observation.level() == ObservationLevel.ERROR) {
			int status = this.out.begin(OtlpFields.SPAN_STATUS);
			if (observation.statusMessage() != null) {
				this.out.text(OtlpFields.STATUS_MESSAGE, observation.statusMessage());
			}
			this.out.integer(OtlpFields.STATUS_CODE, STATUS_ERROR);
			this.out.end(status);
		}
	}

}
