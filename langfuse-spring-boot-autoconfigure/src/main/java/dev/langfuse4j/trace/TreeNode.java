/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * The place of an observation in the tree: its trace, its IDs, its parent, and the
 * attributes for the observations below. Thread-safe.
 */
abstract class TreeNode implements Inheritable {

	/**
	 * The id, of an observation that is sampled out only once it was asked for.
	 */
	private @Nullable String id;

	private final ObservationType type;

	private final ObservationSink sink;

	private volatile TraceState trace;

	volatile boolean sampled;

	private volatile TraceAttributes attributes;

	private volatile @Nullable String parentId;

	/**
	 * Time at which the work began, from {@link System#nanoTime()}, or 0 if that is not
	 * recorded.
	 */
	private long startTicks;

	private volatile boolean hasChildren;

	TreeNode(TraceState trace, TraceAttributes attributes, @Nullable String id, @Nullable String parentId,
			ObservationType type, ObservationSink sink, boolean begins) {
		this.trace = trace;
		this.sampled = trace.isSampled();
		if (this.sampled) {
			this.startTicks = begins ? trace.startTicks() : System.nanoTime();
		}
		this.attributes = attributes;
		this.id = (id != null || !this.sampled) ? id : Ids.randomObservationId();
		this.parentId = parentId;
		this.type = type;
		this.sink = sink;
	}

	/**
	 * Returns the ticks at which the work began.
	 */
	long startTicks() {
		return this.startTicks;
	}

	TraceState state() {
		return this.trace;
	}

	/**
	 * Whether the trace is recorded.
	 */
	boolean isSampled() {
		return this.sampled;
	}

	@Override
	public TraceAttributes attributes() {
		return this.attributes;
	}

	ObservationSink sink() {
		return this.sink;
	}

	boolean isOf(ObservationSink owner) {
		return this.sink == owner;
	}

	ObservationType type() {
		return this.type;
	}

	/**
	 * The id, also of one that is sampled out.
	 */
	String id() {
		String known = this.id;
		return (known != null) ? known : firstId();
	}

	private synchronized String firstId() {
		String known = (this.id != null) ? this.id : Ids.randomObservationId();
		this.id = known;
		return known;
	}

	@Nullable String parentId() {
		return this.parentId;
	}

	boolean isRoot() {
		return this.trace.isRoot(id(), this.parentId);
	}

	boolean hasChildren() {
		return this.hasChildren;
	}

	void markParent() {
		this.hasChildren = true;
	}

	/**
	 * Takes its final place: before, it was not known where it belongs.
	 */
	void moveBelow(TreeNode parent) {
		TraceState joined = parent.trace;
		joined.add(this.trace.attributes());
		this.trace = joined;
		if (!this.sampled) {
			// Its own trace would not have been recorded
			this.startTicks = System.nanoTime();
		}
		this.sampled = parent.sampled;
		this.parentId = parent.sampled ? parent.id() : null;
		parent.markParent();
		occurs();
	}

	/**
	 * Takes what holds where it begins: before, it was not known where that is.
	 */
	void inherit(TraceAttributes outer) {
		this.attributes = outer.and(this.attributes);
		occurs();
	}

	/**
	 * Adds attributes for the observations below, before there are any.
	 */
	void add(TraceAttributes more) {
		if (more != TraceAttributes.NONE) {
			this.attributes = this.attributes.and(more);
			occurs();
		}
	}

	/**
	 * Tells the trace what holds here, if this is below its root.
	 */
	void occurs() {
		if (this.parentId != null && this.sampled && !isRoot()) {
			this.trace.occurs(this.attributes);
		}
	}

	/**
	 * Describes this observation for the process that continues below it.
	 * @param nearest the attributes at the place of the call
	 */
	TraceHandover handover(TraceAttributes nearest) {
		TraceState known = this.trace;
		return new TraceHandover(known.traceId(), id(), known.isSampled(), known.attributes().and(nearest));
	}

	/**
	 * Returns this observation as the target of a score.
	 */
	ScoredPlace scored() {
		TraceState known = this.trace;
		TraceAttributes said = known.attributes().and(this.attributes);
		return new ScoredPlace(known, id(), (isRoot() ? known.ofRoot().and(said) : said).environment());
	}

	/**
	 * Returns the parent as the target of a score, or the trace if there is none.
	 */
	ScoredPlace scoredParent() {
		String above = this.parentId;
		return (above != null) ? new ScoredPlace(this.trace, above, scored().environment()) : scoredTrace();
	}

	/**
	 * Returns the trace as the target of a score.
	 */
	ScoredPlace scoredTrace() {
		TraceState known = this.trace;
		return new ScoredPlace(known, null, known.ofRoot().and(known.attributes().and(this.attributes)).environment());
	}

	/**
	 * Names the observation only: content does not belong in a log.
	 */
	@Override
	public String toString() {
		return "LangfuseObservation[" + this.type.value() + " " + this.trace.traceId() + "/" + id() + "]";
	}

}
