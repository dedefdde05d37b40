package dev.langfuse4j.test;

import java.util.List;
import java.util.function.Consumer;

import dev.langfuse4j.observation.ObservationData;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about a {@link RecordedTrace}.
 */
public final class TraceAssert extends AbstractAssert<TraceAssert, RecordedTrace> {

	TraceAssert(RecordedTrace trace) {
		super(trace, TraceAssert.class);
	}

	/**
	 * The trace has one root, with this name.
	 * @param name the name
	 * @return an assertion about the root
	 */
	public ObservationAssert withRoot(String name) {
		isNotNull();
		List<ObservationData> roots = this.actual.roots();
		if (roots.size() != 1 || !roots.get(0).name().equals(name)) {
			failWithMessage("Expected root '%s' but there is %s in%n%s", name,
					roots.stream().map(ObservationData::name).toList(), this.actual);
		}
		return new ObservationAssert(this.actual, roots.get(0));
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
