/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import org.jspecify.annotations.Nullable;

/**
 * Stands for the trace outside of a trace.
 */
final class NoTrace implements LangfuseTrace {

	static final LangfuseTrace INSTANCE = new NoTrace();

	private NoTrace() {
	}

	@Override
	public @Nullable String id() {
		return null;
	}

	@Override
	public LangfuseTrace userId(@Nullable String userId) {
		return this;
	}

	@Override
	public LangfuseTrace sessionId(@Nullable String sessionId) {
		return this;
	}

	@Override
	public LangfuseTrace name(@Nullable String name) {
		return this;
	}

	@Override
	public LangfuseTrace tags(@Nullable String... tags) {
		return this;
	}

	@Override
	public LangfuseTrace metadata(@Nullable String key, @Nullable String value) {
		return this;
	}

	@Override
	public LangfuseTrace version(@Nullable String version) {
		return this;
	}

	@Override
	public LangfuseTrace environment(@Nullable String environment) {
		return this;
	}

	@Override
	public LangfuseTrace asPublic(boolean visible) {
		return this;
	}

	@Override
	public LangfuseTrace score(String name, double value) {
		ScoreArguments.check(name, value);
		return this;
	}

	@Override
	public LangfuseTrace score(String name, boolean value) {
		ScoreArguments.checkName(name);
		return this;
	}

	@Override
	public LangfuseTrace score(String name, String category) {
		ScoreArguments.check(name, category);
		return this;
	}

}
