/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.Map;

import dev.langfuse4j.capture.CaptureSwitches;
import dev.langfuse4j.observation.ForwardingObservation;
import dev.langfuse4j.observation.LangfuseObservation;
import org.jspecify.annotations.Nullable;

/**
 * Restricts the values of a mapper to those that are enabled.
 */
final class SwitchedObservation extends ForwardingObservation {

	private final CaptureSwitches switches;

	SwitchedObservation(LangfuseObservation target, CaptureSwitches switches) {
		super(target);
		this.switches = switches;
	}

	@Override
	public LangfuseObservation input(@Nullable Object value) {
		return this.switches.input() ? super.input(value) : this;
	}

	@Override
	public LangfuseObservation output(@Nullable Object value) {
		return this.switches.output() ? super.output(value) : this;
	}

	@Override
	public LangfuseObservation metadata(String key, @Nullable Object value) {
		return this.switches.metadata() ? super.metadata(key, value) : this;
	}

	@Override
	public LangfuseObservation metadata(@Nullable Map<String, ?> metadata) {
		return this.switches.metadata() ? super.metadata(metadata) : this;
	}

	@Override
	public LangfuseObservation statusMessage(@Nullable String message) {
		return this.switches.errors() ? super.statusMessage(message) : this;
	}

	@Override
	public LangfuseObservation event(String name, @Nullable Object input) {
		return super.event(name, this.switches.input() ? input : null);
	}

}
