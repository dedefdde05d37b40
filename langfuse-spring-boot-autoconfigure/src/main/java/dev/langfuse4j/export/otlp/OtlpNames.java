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
	 * As the official SDKs write it.
	 */
	static final String USER_ID = "user.id";

	/**
	 * As the official SDKs write it.
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

	private OtlpNames() {
	}

}
