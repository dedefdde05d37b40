package dev.langfuse4j.trace;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.TraceAttributes;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * Carries attributes to the observations below, wherever Micrometer carries an
 * observation to; it is none itself. They are asked for when the first of those starts.
 */
final class AttributesContext extends Observation.Context implements Inheritable {

	private static final long PATIENCE_SECONDS = 1;

	private final TraceOrigin origin;

	private final ContentCapture capture;

	private final ReentrantLock asking = new ReentrantLock();

	private @Nullable Inheritable outer;

	private volatile @Nullable TraceAttributes attributes;

	AttributesContext(TraceOrigin origin, ContentCapture capture) {
		this.origin = origin;
		this.capture = capture;
	}

	void inherit(@Nullable Inheritable outer) {
		this.outer = outer;
	}

	@Override
	public TraceAttributes attributes() {
		TraceAttributes known = this.attributes;
		return (known != null) ? known : ask();
	}

	/**
	 * Whoever answers may observe something itself, also on a thread it waits for: that
	 * goes without.
	 */
	private TraceAttributes ask() {
		TraceAttributes inherited = (this.outer != null) ? this.outer.attributes() : TraceAttributes.NONE;
		if (this.asking.isHeldByCurrentThread() || !enter()) {
			return inherited;
		}
		try {
			TraceAttributes known = this.attributes;
			if (known == null) {
				known = inherited.and(AttributeRules.apply(this.origin.attributes(), this.capture));
				this.attributes = known;
			}
			return known;
		}
		finally {
			this.asking.unlock();
		}
	}

	private boolean enter() {
		try {
			return this.asking.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Nullable RemoteParent remoteParent() {
		RemoteParent parent = this.origin.remoteParent();
		return (parent == null && this.outer instanceof AttributesContext above) ? above.remoteParent() : parent;
	}

	/**
	 * The project of the nearest code that has one, also beyond an observation: a trace
	 * that is asked to be new has left its trace, not that code.
	 * @param nearest where to begin, itself included
	 */
	static @Nullable String project(@Nullable ObservationView nearest) {
		for (ObservationView view = nearest; view != null; view = view.getContextView().getParentObservation()) {
			String project = (view.getContextView() instanceof AttributesContext carrier) ? carrier.origin.project()
					: null;
			if (project != null) {
				return project;
			}
		}
		return null;
	}

	@Nullable String project() {
		String project = this.origin.project();
		return (project != null) ? project : project(getParentObservation());
	}

	void begun(String traceId) {
		this.origin.begun(traceId);
		if (this.outer instanceof AttributesContext above) {
			above.begun(traceId);
		}
	}

}
