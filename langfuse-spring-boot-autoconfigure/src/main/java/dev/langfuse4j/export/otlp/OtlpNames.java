/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

/**
 * Every name on the wire that has a meaning for Langfuse.
 *
 * @see <a href="https://langfuse.com/integrations/native/opentelemetry"> Langfuse:
 * OpenTelemetry property mapping</a>
 */
final class OtlpNames {

	/**
	 * The prefix {@code langfuse-sdk} keeps the server from copying all attributes into
	 * the metadata.
	 */
	static final String SCOPE = "langfuse-sdk-java";

	static final String SERVICE_NAME = "service.name";

	static final String SERVICE_VERSION = "service.version";

	static final String RELEASE = "langfuse.release";

	static final String ENVIRONMENT = "langfuse.environment";

	static final String TRACE_NAME = "langfuse.trace.name";

	/**
	 * The name that the official SDKs write.
	 */
	static final String USER_ID = "user.id";

	/**
	 * The name that the official SDKs write.
	 */
	static final String SESSION_ID = "session.id";

	static final String TAGS = "langfuse.trace.tags";

	static final String TRACE_METADATA_PREFIX = "langfuse.trace.metadata.";

	static final String PUBLIC = "langfuse.trace.public";

	/**
	 * Marks an observation that has a parent, but none that Langfuse knows.
	 */
	static final String APP_ROOT = "langfuse.internal.is_app_root";

	static final String VERSION = "langfuse.version";

	static final String TYPE = "langfuse.observation.type";

	static final String LEVEL = "langfuse.observation.level";

	static final String STATUS_MESSAGE = "langfuse.observation.status_message";

	static final String INPUT = "langfuse.observation.input";

	static final String OUTPUT = "langfuse.observation.output";

	static final String METADATA_PREFIX = "langfuse.observation.metadata.";

	static final String MODEL = "langfuse.observation.model.name";

	static final String MODEL_PARAMETERS = "langfuse.observation.model.parameters";

	static final String USAGE = "langfuse.observation.usage_details";

	static final String COST = "langfuse.observation.cost_details";

	static final String COMPLETION_START_TIME = "langfuse.observation.completion_start_time";

	static final String PROMPT_NAME = "langfuse.observation.prompt.name";

	static final String PROMPT_VERSION = "langfuse.observation.prompt.version";

	static final String EXPERIMENT_ID = "langfuse.experiment.id";

	/**
	 * The name of the run.
	 */
	static final String EXPERIMENT_NAME = "langfuse.experiment.name";

	static final String EXPERIMENT_DESCRIPTION = "langfuse.experiment.description";

	static final String EXPERIMENT_METADATA_PREFIX = "langfuse.experiment.metadata.";

	static final String EXPERIMENT_DATASET_ID = "langfuse.experiment.dataset.id";

	static final String EXPERIMENT_ITEM_ID = "langfuse.experiment.item.id";

	static final String EXPERIMENT_ITEM_VERSION = "langfuse.experiment.item.version";

	/**
	 * The id of the observation that the scores of the item are given to.
	 */
	static final String EXPERIMENT_ITEM_ROOT = "langfuse.experiment.item.root_observation_id";

	static final String EXPERIMENT_ITEM_EXPECTED = "langfuse.experiment.item.expected_output";

	static final String EXPERIMENT_ITEM_METADATA_PREFIX = "langfuse.experiment.item.metadata.";

	private OtlpNames() {
	}

	/**
	 * Whether an attribute is content, which may be cut.
	 */
	static boolean isContent(String attribute) {
		return attribute.equals(INPUT) || attribute.equals(OUTPUT) || attribute.startsWith(METADATA_PREFIX);
	}

}
