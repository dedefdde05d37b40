/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.CapturedError;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.CostDetails;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseTrace;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.PromptReference;
import dev.langfuse4j.observation.ScoreArguments;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.observation.UsageDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * A node of the tree and its live handle. Collects until it is finished, once. An
 * observation that is sampled out is a node, too, so that the observations below it are
 * sampled out with it.
 */
final class RecordingObservation extends TreeNode implements LangfuseObservation {

	private final ContentCapture capture;

	private final Around around;

	/**
	 * Number of nodes above this one, of those that began one below the other.
	 */
	final int depth;

	/**
	 * The ancestors for observations below, once there are any. Threads that race for
	 * them create the same ones.
	 */
	private @Nullable Above below;

	/**
	 * The values that were known at the start, if Langfuse created the observation, and
	 * the values that were set since.
	 */
	private @Nullable ObservationDefinition definition;

	private @Nullable ObservedValues values;

	/**
	 * The content of a recorded observation.
	 */
	volatile @Nullable RecordedContent content;

	/**
	 * Time at which the work ended, from {@link System#nanoTime()}. Visible once it is
	 * marked.
	 */
	private long endTicks;

	private volatile boolean endMarked;

	volatile boolean ended;

	RecordingObservation(TraceState trace, TraceAttributes attributes, @Nullable String id, @Nullable String parentId,
			ObservationType type, @Nullable ObservationDefinition definition, ContentCapture capture,
			ObservationSink sink, Around around, int depth, boolean begins) {
		super(trace, attributes, id, parentId, type, sink, begins);
		this.capture = capture;
		this.around = around;
		this.depth = depth;
		this.content = this.sampled ? new RecordedContent(capture) : null;
		this.definition = definition;
	}

	@Override
	public LangfuseTrace trace() {
		return new RecordingTrace(this, this.capture);
	}

	/**
	 * Returns the recorded content with its budget.
	 */
	RecordedContent content() {
		RecordedContent known = this.content;
		return (known != null) ? known : firstContent();
	}

	/**
	 * Returns the content, which does not exist yet if the trace was not recorded before
	 * the observation took its final place.
	 */
	private synchronized RecordedContent firstContent() {
		RecordedContent known = (this.content != null) ? this.content : new RecordedContent(this.capture);
		this.content = known;
		return known;
	}

	/**
	 * Returns the ancestors for observations below this one.
	 */
	Above below() {
		Above known = this.below;
		if (known == null) {
			known = new Above(this, null, this.around, this.depth);
			this.below = known;
		}
		return known;
	}

	boolean isEnded() {
		return this.ended;
	}

	@Override
	public boolean isRecording() {
		return this.sampled && !this.ended;
	}

	@Override
	public String traceId() {
		return state().traceId();
	}

	@Override
	public @Nullable String observationId() {
		return isSampled() ? id() : null;
	}

	@Override
	public LangfuseObservation name(@Nullable String name) {
		return set(StringUtils.hasText(name) ? name : null, () -> {
			values().name = Names.precut(name);
			if (isRoot()) {
				state().name(values().name);
				state().markNamed();
			}
		});
	}

	@Override
	public LangfuseObservation startTime(@Nullable Instant time) {
		return set(time, () -> values().startTime = ObservedValues.nanosOf(time, values().startTime));
	}

	@Override
	public LangfuseObservation endTime(@Nullable Instant time) {
		return set(time, () -> values().endTime = ObservedValues.nanosOf(time, values().endTime));
	}

	@Override
	public LangfuseObservation input(@Nullable Object value) {
		CapturedContent content = isSettable(value) ? content().captureInput(value, type()) : null;
		return set(content, () -> content().input(content));
	}

	@Override
	public LangfuseObservation output(@Nullable Object value) {
		CapturedContent content = isSettable(value) ? content().captureOutput(value) : null;
		return set(content, () -> content().output(content));
	}

	@Override
	public LangfuseObservation metadata(String key, @Nullable Object value) {
		return note(key, (key != null && isSettable(value)) ? content().captureMetadata(key, value) : null);
	}

	@Override
	public LangfuseObservation metadata(@Nullable Map<String, ?> metadata) {
		if (metadata != null && isRecording()) {
			try {
				metadata.forEach(this::metadata);
			}
			catch (Throwable ex) {
				// A map of the application's may throw; what is set so far stays
			}
		}
		return this;
	}

	@Override
	public LangfuseObservation model(@Nullable String model) {
		return set(model, () -> values().model = Names.precut(model));
	}

	@Override
	public LangfuseObservation modelParameters(@Nullable Map<String, ?> parameters) {
		CapturedContent content = (parameters != null && isRecording()) ? content().captureParameters(parameters)
				: null;
		return set(content, () -> content().modelParameters(content));
	}

	@Override
	public LangfuseObservation usage(@Nullable UsageDetails usage) {
		return set(usage, () -> values().usage = usage);
	}

	@Override
	public LangfuseObservation cost(@Nullable CostDetails cost) {
		return set(cost, () -> values().cost = cost);
	}

	@Override
	public LangfuseObservation level(@Nullable ObservationLevel level) {
		return set(level, () -> values().level = level);
	}

	@Override
	public LangfuseObservation statusMessage(@Nullable String message) {
		CapturedContent content = isSettable(message) ? content().captureStatus(message) : null;
		return set(content, () -> content().status(content));
	}

	@Override
	public LangfuseObservation prompt(@Nullable PromptReference prompt) {
		return set(prompt, () -> values().prompt = prompt);
	}

	@Override
	public LangfuseObservation completionStartTime(@Nullable Instant time) {
		return set(time, () -> values().completionStartTime = time);
	}

	@Override
	public LangfuseObservation error(@Nullable Throwable error) {
		if (error == null || !isRecording()) {
			return this;
		}
		CapturedError captured = content().capture(error, this.definition, this);
		note("exception.type", CapturedContent.text(captured.type()));
		note("exception.stacktrace", captured.stackTrace());
		return set(captured, () -> {
			values().level = ObservationLevel.ERROR;
			content().status(captured.message());
		});
	}

	@Override
	public LangfuseObservation event(String name, @Nullable Object input) {
		if (state().isUnrouted() && !this.ended) {
			sink().unrouted();
		}
		if (name != null && isRecording()) {
			long now = state().now();
			CapturedContent content = this.capture.content(input, this.capture.settings().maxTotalLength());
			sink().event(new ObservationData(state(), Ids.randomObservationId(), id(), Names.precut(name),
					ObservationType.EVENT, now, now, ObservationLevel.DEFAULT, null, content, null, Map.of(),
					ModelCall.NONE, null, attributes()));
		}
		return this;
	}

	@Override
	public LangfuseObservation score(String name, double value) {
		ScoreArguments.check(name, value);
		return score(name, (Object) value);
	}

	@Override
	public LangfuseObservation score(String name, boolean value) {
		ScoreArguments.checkName(name);
		return score(name, (Object) value);
	}

	@Override
	public LangfuseObservation score(String name, String category) {
		ScoreArguments.check(name, category);
		return score(name, (Object) category);
	}

	private LangfuseObservation score(String name, Object value) {
		sink().score(scored(), new ScoredValue(name, value, null, Map.of()));
		return this;
	}

	@Override
	public LangfuseObservation addToDataset(String dataset, @Nullable Object expected) {
		Assert.hasText(dataset, "The name of a dataset must not be empty");
		CapturedContent input = isRecording() ? content().input() : null;
		CapturedContent output = (input != null)
				? this.capture.content(expected, this.capture.settings().maxTotalLength()) : null;
		sink().addToDataset(new DatasetEntry(state(), id(), dataset, input, output));
		return this;
	}

	/**
	 * Corrects the type, which was not known at the start.
	 */
	void type(ObservationType type) {
		set(type, () -> values().type = type);
	}

	/**
	 * Notes that a model call below has counted its usage: if this is one too, it is the
	 * same call seen from further out.
	 */
	void usageIsBelow() {
		set(this, () -> values().usageBelow = true);
	}

	/**
	 * Notes that the result was cancelled.
	 */
	void cancelled() {
		set(this, () -> {
			values().cancel();
			content().status(CapturedContent.text("cancelled"));
		});
	}

	@Override
	public LangfuseObservation inject(Map<String, ? super String> headers) {
		HeaderMap.write(handover(attributes()), headers);
		return this;
	}

	@Override
	public LangfuseObservation inject(BiConsumer<String, String> headers) {
		HeaderMap.write(handover(attributes()), headers);
		return this;
	}

	/**
	 * Sets one key of the metadata, which need not be content of the application's.
	 */
	LangfuseObservation note(String key, @Nullable CapturedContent content) {
		return set((key != null) ? content : null, () -> content().metadata(key, content));
	}

	/**
	 * Remembers that the observed work ended now, before its result is captured.
	 */
	void markEnd() {
		if (this.sampled) {
			this.endTicks = System.nanoTime();
			this.endMarked = true;
		}
	}

	/**
	 * Ends the observation and freezes it.
	 * @param lastName the name if none is known yet
	 * @return the finished observation, or {@code null} if there is nothing to send
	 */
	synchronized @Nullable ObservationData finish(String lastName) {
		if (!this.sampled || this.ended) {
			if (state().isUnrouted() && !this.ended) {
				sink().unrouted();
			}
			this.ended = true;
			return null;
		}
		this.ended = true;
		long ticks = startTicks();
		long start = state().timeOf(ticks);
		long end = start + (this.endMarked ? this.endTicks : System.nanoTime()) - ticks;
		ObservationDefinition known = this.definition;
		ObservedValues set = (this.values != null) ? this.values : ObservedValues.NOTHING_SET;
		this.definition = null;
		this.values = null;
		return content().freeze(set, known, this, lastName, start, end);
	}

	/**
	 * Returns the values, to be set while the lock is held.
	 */
	private ObservedValues values() {
		this.values = (this.values != null) ? this.values : new ObservedValues();
		return this.values;
	}

	private boolean isSettable(@Nullable Object value) {
		return value != null && isRecording();
	}

	/**
	 * Values are captured before, outside the lock: their code may wait for a thread that
	 * wants the lock.
	 */
	private synchronized LangfuseObservation set(@Nullable Object value, Runnable change) {
		if (isSettable(value)) {
			change.run();
		}
		return this;
	}

}
