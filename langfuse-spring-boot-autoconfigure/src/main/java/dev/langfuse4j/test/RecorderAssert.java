/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

import java.util.List;
import java.util.stream.Collectors;

import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.score.ScoreData;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about all that a {@link LangfuseRecorder} recorded.
 *
 * @since 0.1.0
 */
public final class RecorderAssert extends AbstractAssert<RecorderAssert, LangfuseRecorder> {

	RecorderAssert(LangfuseRecorder recorder) {
		super(recorder, RecorderAssert.class);
	}

	/**
	 * Verifies that nothing was observed.
	 * @return this assertion
	 */
	public RecorderAssert hasNoTrace() {
		return hasTraces(0);
	}

	/**
	 * There is exactly one trace.
	 * @return an assertion about it
	 */
	public TraceAssert hasSingleTrace() {
		isNotNull();
		List<RecordedTrace> traces = this.actual.traces();
		checkSize(1, traces);
		return new TraceAssert(traces.get(0)).as(descriptionText());
	}

	/**
	 * There are so many traces.
	 * @param count how many
	 * @return this assertion
	 */
	public RecorderAssert hasTraces(int count) {
		isNotNull();
		checkSize(count, this.actual.traces());
		return this;
	}

	/**
	 * There is exactly one trace that has a root with this name.
	 * @param name the root's name
	 * @return an assertion about the first such root
	 */
	public ObservationAssert hasTraceWithRoot(String name) {
		isNotNull();
		List<RecordedTrace> all = this.actual.traces();
		List<RecordedTrace> traces = all.stream()
			.filter((trace) -> trace.roots().stream().map(ObservationData::name).anyMatch(name::equals))
			.toList();
		if (traces.size() != 1) {
			failWithMessage("Expected one trace with root '%s' but there are %d among%n%s", name, traces.size(),
					draw(all));
		}
		return new TraceAssert(traces.get(0)).as(descriptionText()).withRoot(name);
	}

	/**
	 * There is exactly one score with this name.
	 * @param name the name of the score
	 * @param value its value: a number, a boolean, or a category or text
	 * @return this assertion
	 */
	public RecorderAssert hasScore(String name, Object value) {
		isNotNull();
		List<String> values = this.actual.scores()
			.stream()
			.filter((score) -> score.name().equals(name))
			.map(ScoreData::value)
			.toList();
		boolean same = values.size() == 1 && (values.get(0).equals(String.valueOf(value))
				|| (value instanceof Number number && this.actual.scores()
					.stream()
					.anyMatch((score) -> score.name().equals(name) && score.number() != null
							&& score.number() == number.doubleValue())));
		if (!same) {
			failWithMessage("Expected one score '%s' with value '%s' but there are %s", name, value, values);
		}
		return this;
	}

	/**
	 * Verifies that nothing was scored.
	 * @return this assertion
	 */
	public RecorderAssert hasNoScore() {
		isNotNull();
		List<String> names = this.actual.scores().stream().map(ScoreData::name).toList();
		if (!names.isEmpty()) {
			failWithMessage("Expected no score but there are %s", names);
		}
		return this;
	}

	private void checkSize(int expected, List<RecordedTrace> traces) {
		if (traces.size() != expected) {
			failWithMessage("Expected %d trace%s but there %s %d:%n%s", expected, (expected == 1) ? "" : "s",
					(traces.size() == 1) ? "is" : "are", traces.size(), draw(traces));
		}
	}

	private String draw(List<RecordedTrace> traces) {
		return traces.isEmpty() ? this.actual.explainEmptiness()
				: traces.stream().map(RecordedTrace::toString).collect(Collectors.joining(System.lineSeparator()));
	}

}
