/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.experiment.ExperimentEngine.RunTarget;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.observation.ExperimentAttributes;
import dev.langfuse4j.trace.ExperimentTracing;
import dev.langfuse4j.trace.ObservedCall;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A run of an experiment, from its first item to its result, for whatever runs the items.
 * Thread-safe.
 *
 * @param <O> the type of output
 * @since 0.1.0
 */
@Internal
public final class ExperimentRun<O> {

	private static final Log logger = LogFactory.getLog(ExperimentRun.class);

	private static final int MAX_NAME = 200;

	private final ExperimentEngine engine;

	private final RunDefinition definition;

	private final RunTarget target;

	private final Map<String, String> metadata;

	private final @Nullable RunLinks links;

	private final Queue<ItemRun<O>> items = new ConcurrentLinkedQueue<>();

	private volatile boolean untraced;

	ExperimentRun(ExperimentEngine engine, RunDefinition definition, RunTarget target, Map<String, String> metadata,
			@Nullable RunLinks links) {
		this.engine = engine;
		this.definition = definition;
		this.target = target;
		this.metadata = metadata;
		this.links = links;
	}

	/**
	 * Returns what describes the run.
	 * @return the definition
	 */
	public RunDefinition definition() {
		return this.definition;
	}

	/**
	 * Returns the id of the run. Until the first item has begun, a server of version 3
	 * may still give another one.
	 * @return the id
	 */
	public String runId() {
		return (this.links != null) ? this.links.runId() : this.target.computedId();
	}

	/**
	 * Begins an item: opens its trace, which has nothing of what is current. An item may
	 * begin several times, such as in several tests. May wait for the server while
	 * nothing is known of it.
	 * @param item the item, one of the dataset
	 * @param repetition the number of the repetition, from 1
	 * @return the item, to be ended
	 */
	public ItemRun<O> begin(DatasetItem<?, ?> item, int repetition) {
		Assert.notNull(item, "'item' must not be null");
		String traceId = ExperimentTracing.newTraceId();
		String taskId = ExperimentTracing.newObservationId();
		boolean traced = this.engine.tracing().isActive();
		String runId = (traced && this.links != null) ? this.links.link(item.id(), traceId, taskId) : runId();
		ItemUsage usage = this.engine.follow(taskId);
		ObservedCall root = traced
				? this.engine.tracing()
					.begin("experiment-item-run", traceId, attributes(item, runId, taskId), this.target.project())
				: ObservedCall.NONE;
		if (root == ObservedCall.NONE) {
			this.untraced = true;
		}
		ItemRun<O> begun = new ItemRun<>(new ItemTrace(this.engine, root, taskId), item, repetition, usage);
		this.items.add(begun);
		return begun;
	}

	private ExperimentAttributes attributes(DatasetItem<?, ?> item, String runId, String taskId) {
		ContentCapture capture = this.engine.capture();
		String description = this.definition.description();
		CapturedContent captured = capture.content(description, capture.settings().maxTextLength());
		Instant version = this.definition.dataset().version();
		String datasetId = (item.datasetId() != null) ? item.datasetId() : this.definition.dataset().id();
		return new ExperimentAttributes(
				new ExperimentAttributes.Run(runId, this.definition.runName(),
						(captured != null) ? captured.asText() : null, this.metadata, datasetId),
				new ExperimentAttributes.Item(item.id(), (version != null) ? version.toString() : null,
						Flattened.of(item.metadata(), capture),
						capture.content(item.expected(), capture.settings().maxTotalLength()), taskId),
				false);
	}

	/**
	 * Ends the run: items that have not ended become failures, those that never began are
	 * missing. Sends what there is and waits for that.
	 * @param timeout how long to wait for the server
	 * @return the result
	 */
	public ExperimentResult<O> finish(Duration timeout) {
		return finish(timeout, List.of());
	}

	/**
	 * Ends the run as {@link #finish(Duration)} does, after evaluators have looked at it
	 * as a whole.
	 */
	ExperimentResult<O> finish(Duration timeout, List<NamedRunEvaluator<O>> evaluators) {
		long deadline = System.nanoTime() + timeout.toNanos();
		ResultParts<O> parts = ResultParts.of(this.definition, runId(), results(),
				this.engine.url(this.definition, this.target.project(), runId()), this.engine::mask,
				!this.target.sending());
		ResultParts<O> evaluated = RunEvaluation.of(parts, evaluators);
		if (this.target.sending() && !this.untraced) {
			evaluated.evaluations()
				.forEach((name, evaluation) -> Scoring.send(this.engine.scores(), name, evaluation,
						(score) -> score.environment(ExperimentAttributes.ENVIRONMENT)
							.project((this.target.project() != null) ? this.target.project() : "default")
							.onDatasetRun(runId())));
		}
		return new ExperimentResult<>(evaluated.delivered(deliver(deadline)));
	}

	private boolean deliver(long deadline) {
		if (!this.target.sending()) {
			return false;
		}
		boolean linked = this.links == null || this.links.await(left(deadline));
		boolean flushed = this.engine.flush(left(deadline));
		boolean delivered = linked && flushed && !this.untraced;
		if (!delivered) {
			logger.warn("The run '" + Escape.line(this.definition.runName(), MAX_NAME)
					+ "' was not delivered to Langfuse completely; its result is that of this application");
		}
		return delivered;
	}

	private static Duration left(long deadline) {
		return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
	}

	/**
	 * The results in the order of the dataset.
	 */
	private List<ItemResult<O>> results() {
		Map<String, List<ItemRun<O>>> begun = new HashMap<>();
		for (ItemRun<O> item : this.items) {
			begun.computeIfAbsent(key(item.item(), item.repetition()), (key) -> new ArrayList<>()).add(item);
		}
		List<ItemResult<O>> results = new ArrayList<>();
		for (DatasetItem<?, ?> item : this.definition.dataset().items()) {
			for (int repetition = 1; repetition <= this.definition.repetitions(); repetition++) {
				List<ItemRun<O>> known = begun.remove(key(item, repetition));
				if (known == null) {
					results.add(ItemResult.missing(item, repetition));
				}
				else {
					known.forEach((each) -> results.add(resultOf(each)));
				}
			}
		}
		begun.values().forEach((others) -> others.forEach((each) -> results.add(resultOf(each))));
		this.items.forEach((item) -> this.engine.forget(item.taskId()));
		return results;
	}

	/**
	 * An item that has not ended fails, also if it has no task yet.
	 */
	private ItemResult<O> resultOf(ItemRun<O> item) {
		item.fail(new IllegalStateException("The item had not ended when its run did"));
		return item.end();
	}

	private static String key(DatasetItem<?, ?> item, int repetition) {
		return repetition + "/" + item.id();
	}

	/**
	 * Shows the name only.
	 */
	@Override
	public String toString() {
		return "ExperimentRun[" + this.definition.runName() + "]";
	}

}
