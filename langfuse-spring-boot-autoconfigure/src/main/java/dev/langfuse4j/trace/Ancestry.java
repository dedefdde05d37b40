package dev.langfuse4j.trace;

import dev.langfuse4j.observation.LangfuseObservationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * Who is above an observation: along Micrometer's chain of parents and, where that was
 * cut, on the thread.
 */
final class Ancestry {

	private final ScopeStack scopes;

	Ancestry(ScopeStack scopes) {
		this.scopes = scopes;
	}

	/**
	 * The node of the tree that a context stands for.
	 */
	static @Nullable RecordingObservation find(Observation.ContextView context) {
		if (context instanceof LangfuseObservationContext own) {
			return (own.getObservation() instanceof RecordingObservation observation) ? observation : null;
		}
		return context.get(RecordingObservation.class);
	}

	/**
	 * The nearest observation of the tree, seen from a Micrometer observation.
	 * @param view where to begin, itself included
	 * @return the observation, or {@code null} without one
	 */
	static @Nullable RecordingObservation nearest(@Nullable ObservationView view) {
		for (ObservationView current = view; current != null; current = current.getContextView()
			.getParentObservation()) {
			RecordingObservation observation = find(current.getContextView());
			if (observation != null) {
				return observation;
			}
		}
		return null;
	}

	/**
	 * The observation that is current on this thread.
	 * @param current what Micrometer says is current
	 * @return the observation, or {@code null} without one
	 */
	@Nullable RecordingObservation current(@Nullable ObservationView current) {
		RecordingObservation nearest = nearest(current);
		return (nearest == null && isOrphan(current)) ? this.scopes.top() : nearest;
	}

	/**
	 * The parent of an observation that is about to start.
	 */
	@Nullable RecordingObservation parentOf(Observation.Context context) {
		ObservationView parent = context.getParentObservation();
		RecordingObservation recorded = nearest(parent);
		if (recorded == null && isOrphan(parent)) {
			return this.scopes.top();
		}
		PendingCall pending = this.scopes.pending();
		return (pending != null && pending.isBelow(recorded)) ? pending.place() : recorded;
	}

	/**
	 * Who hands attributes down to an observation: whatever is next above it that has
	 * any.
	 */
	@Nullable Inheritable inheritedFrom(@Nullable ObservationView above, @Nullable RecordingObservation parent) {
		PendingCall pending = this.scopes.pending();
		for (ObservationView view = above; view != null; view = view.getContextView().getParentObservation()) {
			if (pending != null && pending.isBefore(view, parent)) {
				return parent;
			}
			if (view.getContextView() instanceof AttributesContext attributes) {
				return attributes;
			}
			if (find(view.getContextView()) != null) {
				break;
			}
		}
		AttributesContext onThread = isOrphan(above) ? this.scopes.attributes() : null;
		return (onThread != null) ? onThread : parent;
	}

	/**
	 * The project of the nearest code that has one.
	 */
	@Nullable String project(@Nullable ObservationView above) {
		String project = AttributesContext.project(above);
		return (project == null && isOrphan(above)) ? this.scopes.project() : project;
	}

	/**
	 * Whether the chain of parents was cut rather than ended: by a library that set no
	 * parent although one is current (Spring AI's streams), or by an observation that a
	 * predicate disabled.
	 */
	private static boolean isOrphan(@Nullable ObservationView parent) {
		ObservationView last = parent;
		while (last != null && last.getContextView().getParentObservation() != null) {
			last = last.getContextView().getParentObservation();
		}
		return last == null || (last instanceof Observation observation && observation.isNoop());
	}

}
