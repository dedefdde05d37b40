/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.List;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * Gives each observation its place: below whom, in which trace, with which ids and
 * attributes.
 */
final class Tree {

	private final ObservationSink sink;

	private final ContentCapture capture;

	private final RootTraces roots;

	private final Ancestry ancestry;

	private volatile List<ContextOrigin> origins = List.of();

	private volatile @Nullable ObservationFilters filters;

	Tree(ObservationSink sink, ContentCapture capture, RootTraces roots, Ancestry ancestry) {
		this.sink = sink;
		this.capture = capture;
		this.roots = roots;
		this.ancestry = ancestry;
	}

	/**
	 * Gives an observation of Langfuse its place in the tree.
	 * @param own its context
	 * @param above its ancestors
	 * @param outer the parent, unless it names another
	 * @return the observation, or {@code null} if it is left out
	 */
	@Nullable RecordingObservation begin(TracedContext own, Above above, @Nullable RecordingObservation outer) {
		Placement placement = own.placement();
		ObservationDefinition definition = own.getDefinition();
		boolean newTrace = definition.newTrace() || (placement != Placement.HERE && placement.isElsewhere());
		RecordingObservation observation = place(own, definition, placement, newTrace, definition.type(),
				TraceAttributes.NONE, above, outer);
		if (observation != null) {
			own.begin(observation);
		}
		return observation;
	}

	/**
	 * Gives an observation of another library its place in the tree.
	 * @param context its context
	 * @param type its type
	 * @param attributes the attributes for the observations below
	 * @param above its ancestors
	 * @param outer the parent
	 * @return the observation, or {@code null} if it is excluded
	 */
	@Nullable RecordingObservation place(Observation.Context context, ObservationType type, TraceAttributes attributes,
			Above above, @Nullable RecordingObservation outer) {
		return place(context, null, Placement.HERE, false, type, attributes, above, outer);
	}

	private @Nullable RecordingObservation place(Observation.Context context, @Nullable ObservationDefinition own,
			Placement placement, boolean newTrace, ObservationType type, TraceAttributes attributes, Above above,
			@Nullable RecordingObservation outer) {
		boolean here = placement == Placement.HERE;
		RecordingObservation asked = here ? null : placement.parent();
		RecordingObservation around = (asked != null) ? asked : outer;
		RecordingObservation parent = newTrace ? null : around;
		if (parent != null) {
			if (this.filters != null && isLeftOut(context, own, type, parent)) {
				return null;
			}
			parent.markParent();
		}
		AttributesContext carrier = this.ancestry.carrier(above, parent);
		if (asked != null && above.node() != parent) {
			carrier = null;
		}
		Inheritable inheritable = (carrier != null) ? carrier : parent;
		TraceAttributes inherited = (inheritable != null) ? inheritable.attributes() : TraceAttributes.NONE;
		if (newTrace && around != null) {
			// It is still the same user who asks
			inherited = around.state().attributes().and(around.attributes()).and(inherited);
		}
		if (!here && placement.attributes() != TraceAttributes.NONE) {
			TraceAttributes brought = AttributeRules.apply(placement.attributes(), this.capture);
			inherited = placement.yielding() ? brought.and(inherited) : inherited.and(brought);
		}
		RemoteParent remote = here ? null : placement.remote();
		if (carrier != null && parent == null && !newTrace) {
			remote = carrier.remoteParent();
		}
		TraceOrigin origin = (own == null && parent == null && carrier == null) ? origin(context) : null;
		if (origin != null) {
			inherited = inherited.and(AttributeRules.apply(origin.attributes(), this.capture));
			remote = origin.remoteParent();
		}
		TracingIds.Pair tracing = this.roots.tracingIds(context);
		Around outside = this.ancestry.around(above);
		boolean leaves = newTrace || (carrier != null && carrier.beginsNewTraces());
		TraceState trace = (parent != null) ? this.roots.join(parent, own)
				: this.roots.begin(context, own, placement, (carrier != null && !newTrace) ? carrier.traceSeed() : null,
						leaves ? null : tracing, remote, (origin != null) ? outside.serving(origin.request()) : outside,
						inherited != TraceAttributes.NONE && inherited.experiment() != null);
		String given = here ? null : placement.id();
		String id = (given == null && tracing != null) ? this.roots.observationId(trace, tracing) : given;
		String parentId = (parent != null) ? parent.observationId() : null;
		if (remote != null && remote.traceId().equals(trace.traceId())) {
			parentId = remote.observationId();
			id = (id != null) ? id : Ids.randomObservationId();
			trace.continuedBy(id, remote.observed());
		}
		RecordingObservation observation = new RecordingObservation(trace,
				(attributes != TraceAttributes.NONE) ? inherited.and(attributes) : inherited, id, parentId, type, own,
				this.capture, this.sink, outside, (around != null) ? around.depth + 1 : 0, parent == null);
		if (tracing != null) {
			this.roots.noteTracingId(observation, tracing);
		}
		if (parent != null && observation.attributes() != parent.attributes()) {
			observation.occurs();
		}
		if (carrier != null && parent == null && trace.isSampled()) {
			carrier.begun(trace.traceId());
		}
		return observation;
	}

	/**
	 * Returns the origin of an observation of another library, to which no context was
	 * propagated.
	 */
	private @Nullable TraceOrigin origin(Observation.Context context) {
		boolean outer = Unobserved.enter();
		try {
			for (ContextOrigin source : this.origins) {
				TraceOrigin found = source.find(context);
				if (found != null) {
					return found;
				}
			}
			return null;
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	/**
	 * Whether it is a request to this library, below which nothing is observed.
	 */
	boolean isOwnRequest(Observation.Context context) {
		for (ContextOrigin source : this.origins) {
			if (source.isOwnRequest(context)) {
				return true;
			}
		}
		return false;
	}

	void setOrigins(List<ContextOrigin> origins) {
		this.origins = List.copyOf(origins);
	}

	/**
	 * Whether the application leaves out an observation that is not the root.
	 */
	private boolean isLeftOut(Observation.Context context, @Nullable ObservationDefinition own, ObservationType type,
			RecordingObservation parent) {
		ObservationFilters known = this.filters;
		return known != null && parent.isSampled() && !known.isRecorded(
				new ObservationCandidate((own != null) ? own.name() : ForeignContexts.name(context), type, context));
	}

	void setFilters(ObservationFilters filters) {
		this.filters = filters;
	}

	/**
	 * Returns the project of the code on this thread: that of its trace, otherwise that
	 * of a trace that would begin here.
	 */
	@Nullable String project(@Nullable ObservationView current) {
		RecordingObservation observation = this.ancestry.current(current);
		return (observation != null) ? observation.state().project()
				: this.roots.projectOutside(this.ancestry.around(this.ancestry.chain(current)));
	}

	/**
	 * Returns the attributes of a trace that begins here, inside another trace or not:
	 * the user is the same.
	 * @param own its own attributes
	 */
	GivenOrigin inherit(GivenOrigin own, @Nullable ObservationView current) {
		Above above = this.ancestry.chain(current);
		RecordingObservation around = this.ancestry.current(current);
		AttributesContext carrier = this.ancestry.carrier(above, around);
		TraceAttributes inherited = (around != null) ? around.state().attributes().and(around.attributes())
				: TraceAttributes.NONE;
		inherited = (carrier != null) ? inherited.and(carrier.attributes()) : inherited;
		return new GivenOrigin(inherited.and(own.attributes()),
				(own.project() != null) ? own.project() : this.ancestry.around(above).project(), own.traceSeed(), true);
	}

	/**
	 * Returns the context with which another process continues a trace.
	 * @param current the current observation
	 * @return the context, or {@code null} outside of a trace
	 */
	@Nullable TraceHandover handover(@Nullable ObservationView current) {
		RecordingObservation parent = this.ancestry.current(current);
		if (parent == null) {
			return null;
		}
		AttributesContext carrier = this.ancestry.carrier(this.ancestry.chain(current), parent);
		return parent.handover(((carrier != null) ? carrier : parent).attributes());
	}

	/**
	 * Gives an observation the attributes of the place where it begins, which were not
	 * known when its place was reserved.
	 * @param reserved the observation
	 * @param above the ancestors at its start
	 */
	void inherit(RecordingObservation reserved, ObservationView above) {
		Above chain = this.ancestry.chain(above);
		RecordingObservation parent = chain.node();
		AttributesContext carrier = this.ancestry.carrier(chain, parent);
		Inheritable inherited = (carrier != null) ? carrier : parent;
		if (inherited != null) {
			reserved.inherit(inherited.attributes());
		}
		if (parent == null && carrier != null && reserved.isRecording()) {
			carrier.begun(reserved.traceId());
		}
	}

}
