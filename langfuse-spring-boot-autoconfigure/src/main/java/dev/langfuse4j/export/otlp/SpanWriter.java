package dev.langfuse4j.export.otlp;

import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.export.otlp.OtlpEncoder.AttributeWriter;
import dev.langfuse4j.observation.ExperimentAttributes;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import org.springframework.util.StringUtils;

/**
 * Writes one observation as an OTLP span.
 */
final class SpanWriter {

	/**
	 * {@code STATUS_CODE_ERROR}, which the server only understands as a number.
	 */
	private static final int STATUS_ERROR = 2;

	private static final JsonFactory JSON = JsonFactory.builder().build();

	private final JsonGenerator generator;

	private final AttributeWriter attributes;

	private final TextBuffer buffer;

	SpanWriter(JsonGenerator generator, TextBuffer buffer) {
		this.buffer = buffer;
		this.generator = generator;
		this.attributes = new AttributeWriter(generator);
	}

	void write(ObservationData observation) {
		this.generator.writeStartObject();
		this.generator.writeStringProperty("traceId", observation.trace().traceId());
		this.generator.writeStringProperty("spanId", observation.id());
		if (observation.parentId() != null) {
			this.generator.writeStringProperty("parentSpanId", observation.parentId());
		}
		this.generator.writeStringProperty("name", observation.name());
		this.generator.writeStringProperty("startTimeUnixNano", Long.toString(observation.startTime()));
		this.generator.writeStringProperty("endTimeUnixNano", Long.toString(observation.endTime()));
		this.generator.writeArrayPropertyStart("attributes");
		writeAttributes(observation);
		this.generator.writeEndArray();
		writeStatus(observation);
		this.generator.writeEndObject();
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
		content(OtlpNames.INPUT, observation.input());
		content(OtlpNames.OUTPUT, observation.output());
		Map<String, CapturedContent> metadata = observation.metadata();
		metadata.forEach((key, value) -> content(OtlpNames.METADATA_PREFIX + MetadataKeys.sent(key, metadata), value));
		writeModelCall(observation.modelCall());
	}

	/**
	 * On every span: the server keeps them by observation.
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
			content(OtlpNames.EXPERIMENT_ITEM_EXPECTED, item.expectedOutput());
		}
	}

	private void writeModelCall(ModelCall call) {
		this.attributes.text(OtlpNames.MODEL, call.model());
		content(OtlpNames.MODEL_PARAMETERS, call.parameters());
		if (call.usage() != null) {
			this.attributes.text(OtlpNames.USAGE, numbers(call.usage().amounts()));
		}
		if (call.cost() != null) {
			this.attributes.text(OtlpNames.COST, numbers(call.cost().amounts()));
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
			this.generator.writeObjectPropertyStart("status");
			this.generator.writeNumberProperty("code", STATUS_ERROR);
			if (observation.statusMessage() != null) {
				this.generator.writeStringProperty("message", observation.statusMessage());
			}
			this.generator.writeEndObject();
		}
	}

	private void content(String key, @Nullable CapturedContent content) {
		if (content == null || content.text() != null) {
			this.attributes.text(key, (content != null) ? content.text() : null);
			return;
		}
		this.buffer.reset();
		content.writeJson(this.buffer);
		this.attributes.text(key, this.buffer);
	}

	private static @Nullable String numbers(Map<String, ? extends Number> amounts) {
		if (amounts.isEmpty()) {
			return null;
		}
		StringWriter writer = new StringWriter();
		try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), writer)) {
			json.writeStartObject();
			amounts.forEach((bucket, amount) -> {
				if (amount instanceof Long units) {
					json.writeNumberProperty(bucket, units.longValue());
				}
				else {
					json.writeNumberProperty(bucket, amount.doubleValue());
				}
			});
			json.writeEndObject();
		}
		return writer.toString();
	}

}
