/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.export.ScoreExporter;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.score.ScoreData;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;

/**
 * Keeps observations in memory for the assertions of a test. Add it to the test as a
 * bean, for example with {@code @Import(LangfuseRecorder.class)}. In tests of Spring's
 * TestContext framework, each test method begins with an empty recorder.
 * <p>
 * Each method first waits, for five seconds at most, until all observations that have
 * ended are recorded. It does not wait for observations of other threads that are still
 * running. Thread-safe.
 *
 * @since 0.1.0
 * @see LangfuseAssertions#assertThat(LangfuseRecorder)
 */
public final class LangfuseRecorder implements ObservationExporter, ScoreExporter, BeanFactoryAware {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final List<ObservationData> recorded = new CopyOnWriteArrayList<>();

	private final List<ScoreData> recordedScores = new CopyOnWriteArrayList<>();

	private @Nullable BeanFactory beanFactory;

	/**
	 * Creates an empty recorder.
	 */
	public LangfuseRecorder() {
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void export(List<ObservationData> observations) {
		this.recorded.addAll(observations);
	}

	@Override
	public void exportScores(List<ScoreData> scores) {
		this.recordedScores.addAll(scores);
	}

	/**
	 * All scores that were given.
	 * @return the scores in the order in which they were given, a snapshot
	 */
	public List<ScoreData> scores() {
		awaitEnded();
		return List.copyOf(this.recordedScores);
	}

	/**
	 * All observations that have ended.
	 * @return the observations in the order in which they ended, a snapshot
	 */
	public List<ObservationData> observations() {
		awaitEnded();
		return List.copyOf(this.recorded);
	}

	/**
	 * The observations that have ended, by trace.
	 * @return the traces in the order in which their first observation ended, a snapshot
	 */
	public List<RecordedTrace> traces() {
		Map<String, List<ObservationData>> traces = new LinkedHashMap<>();
		for (ObservationData observation : observations()) {
			traces.computeIfAbsent(observation.trace().traceId(), (id) -> new ArrayList<>()).add(observation);
		}
		return traces.entrySet().stream().map((trace) -> new RecordedTrace(trace.getKey(), trace.getValue())).toList();
	}

	/**
	 * Forgets all that has ended.
	 */
	public void clear() {
		awaitEnded();
		this.recorded.clear();
		this.recordedScores.clear();
	}

	private void awaitEnded() {
		if (this.beanFactory != null) {
			this.beanFactory.getBeanProvider(ExportPipeline.class).ifAvailable((pipeline) -> pipeline.export(PATIENCE));
		}
	}

	/**
	 * Explains why nothing was recorded.
	 */
	String explainEmptiness() {
		boolean disabled = this.beanFactory != null
				&& this.beanFactory.getBeanProvider(ExportPipeline.class).stream().noneMatch(ExportPipeline::isOpen);
		return disabled ? "(nothing was recorded: Langfuse is disabled here)" : "(nothing was recorded)";
	}

	/**
	 * Names the number of observations only.
	 */
	@Override
	public String toString() {
		return "LangfuseRecorder[" + this.recorded.size() + " observations]";
	}

}
