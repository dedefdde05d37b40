/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

import java.util.List;
import java.util.function.Consumer;

import dev.langfuse4j.observation.ObservationData;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about a {@link RecordedTrace}.
 *
 * @since 0.1.0
 */
public final class TraceAssert extends AbstractAssert<TraceAssert, RecordedTrace> {

	TraceAssert(RecordedTrace trace) {
		super(trace, TraceAssert.class);
	}

	/**
	 * The trace has a root with this name: it has one root, unless its real root has not
	 * ended or the trace was begun several times, such as from a seed.
	 * @param name the name
	 * @return an assertion about the first such root
	 */
	public ObservationAssert withRoot(String name) {
		isNotNull();
		List<ObservationData> roots = this.actual.roots();
		ObservationData root = roots.stream().filter((each) -> each.name().equals(name)).findFirst().orElse(null);
		if (root == null) {
			failWithMessage("Expected root '%s' but there is %s in%n%s", name, names(roots), this.actual);
			throw new IllegalStateException("Unreachable");
		}
		return new ObservationAssert(this.actual, root).as(descriptionText());
	}

	/**
	 * The roots have these names, in the order in which they began.
	 * @param names the names
	 * @return this assertion
	 */
	public TraceAssert hasOnlyRoots(String... names) {
		isNotNull();
		List<String> actual = names(this.actual.roots());
		if (!actual.equals(List.of(names))) {
			failWithMessage("Expected roots %s but there is %s in%n%s", List.of(names), actual, this.actual);
		}
		return this;
	}

	private static List<String> names(List<ObservationData> observations) {
		return observations.stream().map(ObservationData::name).toList();
	}

	/**
	 * There are so many observations.
	 * @param count how many
	 * @return this assertion
	 */
	public TraceAssert hasObservations(int count) {
		isNotNull();
		if (this.actual.observations().size() != count) {
			failWithMessage("Expected %d observations but there are %d in%n%s", count,
					this.actual.observations().size(), this.actual);
		}
		return this;
	}

	/**
	 * There is an observation with this name, anywhere in the trace.
	 * @param name the name
	 * @return this assertion
	 */
	public TraceAssert hasObservation(String name) {
		return hasObservation(name, (observation) -> {
		});
	}

	/**
	 * There is an observation with this name, anywhere in the trace, that meets
	 * requirements.
	 * @param name the name
	 * @param requirements what one of those with this name must meet
	 * @return this assertion
	 */
	public TraceAssert hasObservation(String name, Consumer<ObservationAssert> requirements) {
		isNotNull();
		String failure = ObservationAssert.failureOfAll(this.actual, this.actual.observations(), name, requirements);
		if (failure != null) {
			failWithMessage("%s", "Expected observation '" + name + "'" + failure + " in\n" + this.actual);
		}
		return this;
	}

}
