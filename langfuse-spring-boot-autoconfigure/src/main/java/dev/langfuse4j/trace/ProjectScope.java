package dev.langfuse4j.trace;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * The project of code, kept in what carries its attributes.
 *
 * @param project the name of the project, empty for one that is not known
 */
record ProjectScope(String project) {

	static void put(Observation.Context carrier, @Nullable String project) {
		carrier.put(ProjectScope.class, new ProjectScope((project != null) ? project : ""));
	}

	static @Nullable String find(@Nullable ObservationView nearest) {
		return (nearest != null) ? find(nearest.getContextView()) : null;
	}

	static @Nullable String find(Observation.ContextView nearest) {
		Observation.ContextView context = nearest;
		while (true) {
			ProjectScope scope = context.get(ProjectScope.class);
			if (scope != null) {
				return scope.project();
			}
			ObservationView parent = context.getParentObservation();
			if (parent == null) {
				return null;
			}
			context = parent.getContextView();
		}
	}

}
