package dev.langfuse4j.trace;

import java.util.function.Consumer;

import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.LangfuseTrace;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a trace.
 */
final class RecordingTrace implements LangfuseTrace {

	private final TraceState trace;

	private final ContentCapture capture;

	RecordingTrace(TraceState trace, ContentCapture capture) {
		this.trace = trace;
		this.capture = capture;
	}

	@Override
	public String id() {
		return this.trace.traceId();
	}

	@Override
	public LangfuseTrace userId(@Nullable String userId) {
		return set((values) -> values.userId(userId));
	}

	@Override
	public LangfuseTrace sessionId(@Nullable String sessionId) {
		return set((values) -> values.sessionId(sessionId));
	}

	@Override
	public LangfuseTrace name(@Nullable String name) {
		return set((values) -> values.name(name));
	}

	@Override
	public LangfuseTrace tags(@Nullable String... tags) {
		return set((values) -> values.tags(tags));
	}

	@Override
	public LangfuseTrace metadata(@Nullable String key, @Nullable String value) {
		return set((values) -> values.metadata(key, value));
	}

	@Override
	public LangfuseTrace version(@Nullable String version) {
		return set((values) -> values.version(version));
	}

	@Override
	public LangfuseTrace environment(@Nullable String environment) {
		return set((values) -> values.environment(environment));
	}

	@Override
	public LangfuseTrace asPublic(boolean visible) {
		return set((values) -> values.asPublic(visible));
	}

	private LangfuseTrace set(Consumer<TraceAttributes.Builder> change) {
		TraceAttributes.Builder values = TraceAttributes.builder();
		change.accept(values);
		this.trace.add(AttributeRules.apply(values.build(), this.capture));
		return this;
	}

}
