/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.Map;
import java.util.function.Consumer;

import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.LangfuseTrace;
import dev.langfuse4j.observation.ScoreArguments;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a trace.
 */
final class RecordingTrace implements LangfuseTrace {

	private final TreeNode node;

	private final ContentCapture capture;

	/**
	 * Creates a handle.
	 * @param node an observation of the trace, from which its scores inherit values
	 * @param capture records values
	 */
	RecordingTrace(TreeNode node, ContentCapture capture) {
		this.node = node;
		this.capture = capture;
	}

	@Override
	public String id() {
		return this.node.state().traceId();
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

	@Override
	public LangfuseTrace score(String name, double value) {
		ScoreArguments.check(name, value);
		return score(name, (Object) value);
	}

	@Override
	public LangfuseTrace score(String name, boolean value) {
		ScoreArguments.checkName(name);
		return score(name, (Object) value);
	}

	@Override
	public LangfuseTrace score(String name, String category) {
		ScoreArguments.check(name, category);
		return score(name, (Object) category);
	}

	private LangfuseTrace score(String name, Object value) {
		this.node.sink().score(scored(), new ScoredValue(name, value, null, Map.of()));
		return this;
	}

	/**
	 * Returns the trace as the target of a score.
	 */
	ScoredPlace scored() {
		return this.node.scoredTrace();
	}

	private LangfuseTrace set(Consumer<TraceAttributes.Builder> change) {
		TraceAttributes.Builder values = TraceAttributes.builder();
		change.accept(values);
		this.node.state().add(AttributeRules.apply(values.build(), this.capture));
		return this;
	}

}
