/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CaptureSwitches;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.CapturedError;
import dev.langfuse4j.capture.ContentBudget;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationType;
import org.jspecify.annotations.Nullable;

/**
 * The content of an observation and its one budget: all code that captures a value asks
 * it how much is left. Thread-safe.
 */
final class RecordedContent implements ContentBudget {

	/**
	 * Number of characters by which a value may exceed the budget: a name or a marker is
	 * not cut.
	 */
	private static final int TOLERANCE = 1_000;

	private final ContentCapture capture;

	private final int limit;

	private volatile int used;

	/**
	 * Whether the observation has ended.
	 */
	private boolean frozen;

	/**
	 * Whether the application has set the input, which wins over the captured arguments.
	 */
	private boolean inputSet;

	private boolean outputSet;

	@Nullable CapturedContent input;

	@Nullable CapturedContent output;

	@Nullable CapturedContent status;

	@Nullable CapturedContent modelParameters;

	@Nullable Map<String, CapturedContent> metadata;

	/**
	 * Creates content that is empty.
	 */
	RecordedContent(ContentCapture capture) {
		this.capture = capture;
		this.limit = capture.settings().maxTotalLength();
	}

	CaptureSettings settings() {
		return this.capture.settings();
	}

	/**
	 * Captures the input. Inputs of model calls are compared.
	 */
	@Nullable CapturedContent captureInput(@Nullable Object value, ObservationType type) {
		ContentCapture inputs = (type == ObservationType.GENERATION) ? this.capture.comparing() : this.capture;
		return inputs.content(value, leftInsteadOf(input()));
	}

	@Nullable CapturedContent captureOutput(@Nullable Object value) {
		return this.capture.content(value, leftInsteadOf(output()));
	}

	@Nullable CapturedContent captureStatus(@Nullable Object value) {
		return this.capture.content(value, leftInsteadOf(status()));
	}

	/**
	 * Captures the value of a key of the metadata.
	 */
	@Nullable CapturedContent captureMetadata(String key, @Nullable Object value) {
		return this.capture.content(key, value, leftInsteadOf(metadata(key)));
	}

	/**
	 * Captures the parameters of a model call.
	 */
	@Nullable CapturedContent captureParameters(Object parameters) {
		return this.capture.value(parameters, leftInsteadOf(modelParameters()));
	}

	/**
	 * Captures an exception, with its message and stack trace where these are recorded.
	 */
	CapturedError capture(Throwable error, @Nullable ObservationDefinition known, TreeNode node) {
		Boolean chosen = (known != null) ? known.errorContent() : null;
		CaptureSwitches switches = settings().switches(node.type().value());
		boolean whole = (chosen != null) ? chosen : switches.errors() && (switches.input() || switches.output());
		return this.capture.error(error, whole, left(), node.state().errors(), node.id());
	}

	@Override
	public int left() {
		return Math.max(0, this.limit - this.used);
	}

	private synchronized int leftInsteadOf(@Nullable CapturedContent before) {
		int others = this.used - ((before != null) ? before.length() : 0);
		return Math.max(0, this.limit - others);
	}

	@Override
	public synchronized void take(int characters) {
		this.used += characters;
	}

	/**
	 * Takes the arguments of a method, unless an input was set.
	 */
	synchronized void arguments(@Nullable CapturedContent content) {
		if (!this.inputSet && !this.frozen) {
			this.input = instead(this.input, content);
		}
	}

	/**
	 * Takes the result of a method, unless an output was set.
	 */
	synchronized void result(@Nullable CapturedContent content) {
		if (!this.outputSet && !this.frozen) {
			this.output = instead(this.output, content);
		}
	}

	synchronized void input(@Nullable CapturedContent content) {
		this.inputSet = true;
		this.input = instead(this.input, content);
	}

	synchronized void output(@Nullable CapturedContent content) {
		this.outputSet = true;
		this.output = instead(this.output, content);
	}

	synchronized void status(@Nullable CapturedContent content) {
		this.status = instead(this.status, content);
	}

	synchronized void modelParameters(@Nullable CapturedContent content) {
		this.modelParameters = instead(this.modelParameters, content);
	}

	synchronized void metadata(String key, @Nullable CapturedContent content) {
		if (content == null) {
			return;
		}
		if (this.metadata == null) {
			this.metadata = new LinkedHashMap<>();
		}
		String name = Names.precut(key);
		CapturedContent before = this.metadata.get(name);
		if (before != null || this.metadata.size() < settings().maxElements()) {
			this.used += (before != null) ? 0 : Math.min(name.length(), Names.MAX_LENGTH);
			this.metadata.put(name, instead(before, content));
		}
	}

	synchronized @Nullable CapturedContent input() {
		return this.input;
	}

	private synchronized @Nullable CapturedContent output() {
		return this.output;
	}

	private synchronized @Nullable CapturedContent status() {
		return this.status;
	}

	private synchronized @Nullable CapturedContent modelParameters() {
		return this.modelParameters;
	}

	private synchronized @Nullable CapturedContent metadata(String key) {
		return (this.metadata != null) ? this.metadata.get(Names.precut(key)) : null;
	}

	/**
	 * Freezes all of it together with the other values, and lets go of it.
	 */
	synchronized ObservationData freeze(ObservedValues values, @Nullable ObservationDefinition known,
			RecordingObservation node, String lastName, long started, long ended) {
		ObservationData data = values.freeze(known, node, this, lastName, started, ended);
		this.frozen = true;
		release();
		return data;
	}

	/**
	 * Releases the content, so that references to the observation, such as of a running
	 * child, do not keep it in memory.
	 */
	private void release() {
		this.input = null;
		this.output = null;
		this.status = null;
		this.modelParameters = null;
		this.metadata = null;
	}

	/**
	 * Returns the part of a content that is kept when it replaces another. Values are
	 * captured outside of any lock, so that two of them may have been promised the same
	 * budget.
	 */
	private @Nullable CapturedContent instead(@Nullable CapturedContent before, @Nullable CapturedContent content) {
		if (content == null) {
			return before;
		}
		int others = this.used - ((before != null) ? before.length() : 0);
		int length = content.length();
		boolean fits = length <= Math.max(0, this.limit - others) + TOLERANCE;
		CapturedContent kept = fits ? content : CapturedContent.tooLarge();
		this.used = others + (fits ? length : kept.length());
		return kept;
	}

}
