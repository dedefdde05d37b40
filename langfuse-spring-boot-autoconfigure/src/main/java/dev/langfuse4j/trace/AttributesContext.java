/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.observation.TraceAttributes;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Carries attributes to the observations below, wherever Micrometer propagates an
 * observation. It is not recorded itself. The attributes are read when the first of those
 * observations starts.
 */
final class AttributesContext extends Observation.Context implements Inheritable {

	private static final long PATIENCE_SECONDS = 1;

	private final TraceOrigin origin;

	private final boolean detached;

	private final ObservationSink owner;

	private final ContentCapture capture;

	private final ReentrantLock asking = new ReentrantLock();

	/**
	 * The attributes given by this scope and by the code around it.
	 */
	private @Nullable TraceAttributes given;

	/**
	 * The ancestor from which this scope inherits further attributes.
	 */
	private @Nullable Inheritable outer;

	/**
	 * The next carrier above.
	 */
	private @Nullable AttributesContext asked;

	private Above below = Above.NOTHING;

	private boolean newTraces;

	private @Nullable String traceSeed;

	private volatile @Nullable TraceAttributes attributes;

	/**
	 * Creates a carrier.
	 * @param origin the source of the attributes
	 * @param detached whether only the project of the code around applies below
	 * @param owner the sink of the observations
	 * @param capture how metadata is recorded
	 */
	AttributesContext(TraceOrigin origin, boolean detached, ObservationSink owner, ContentCapture capture) {
		this.origin = origin;
		this.detached = detached;
		this.owner = owner;
		this.capture = capture;
	}

	boolean isOf(ObservationSink sink) {
		return this.owner == sink;
	}

	/**
	 * Takes its place. Carriers that were given something one inside the other, such as
	 * by work that hands itself on, become one.
	 */
	void begin(Above above) {
		AttributesContext carrier = above.carrier();
		this.outer = above.inheritable();
		if (carrier != null) {
			this.asked = carrier.isGiven() ? carrier.asked : carrier;
			if (isGiven() && carrier.isGiven()) {
				this.given = carrier.given().and(given());
				this.outer = carrier.outer;
			}
		}
		this.newTraces = this.detached || (carrier != null && carrier.newTraces);
		String seed = this.origin.traceSeed();
		this.traceSeed = (seed == null && carrier != null) ? carrier.traceSeed : seed;
		this.below = (above == Above.CLOSED) ? above : Above.of(above.node(), this, above.around().within(this.origin));
	}

	/**
	 * Returns the ancestors for observations below this one.
	 */
	Above below() {
		return this.below;
	}

	/**
	 * Whether nothing that is above holds below but the project of the code around.
	 */
	boolean isDetached() {
		return this.detached;
	}

	/**
	 * Whether a trace that begins below is not that of the application's own tracing,
	 * which goes on.
	 */
	boolean beginsNewTraces() {
		return this.newTraces;
	}

	/**
	 * Returns the seed of the IDs of traces that begin below.
	 */
	@Nullable String traceSeed() {
		return this.traceSeed;
	}

	private boolean isGiven() {
		return this.origin instanceof GivenOrigin;
	}

	private TraceAttributes given() {
		TraceAttributes known = this.given;
		if (known == null) {
			known = AttributeRules.apply(this.origin.attributes(), this.capture);
			this.given = known;
		}
		return known;
	}

	@Override
	public TraceAttributes attributes() {
		TraceAttributes known = this.attributes;
		return (known != null) ? known : ask();
	}

	/**
	 * The origin may wait for another thread that asks it as well. That thread goes
	 * without the attributes.
	 */
	private TraceAttributes ask() {
		TraceAttributes inherited = (this.outer != null) ? this.outer.attributes() : TraceAttributes.NONE;
		if (this.asking.isHeldByCurrentThread() || !enter()) {
			return inherited;
		}
		try {
			TraceAttributes known = this.attributes;
			if (known == null) {
				known = inherited.and(isGiven() ? given() : askOrigin());
				this.attributes = known;
			}
			return known;
		}
		finally {
			this.asking.unlock();
		}
	}

	private TraceAttributes askOrigin() {
		boolean outer = Unobserved.enter();
		try {
			return AttributeRules.apply(this.origin.attributes(), this.capture);
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	/**
	 * Lets an interrupted thread continue if the lock is free.
	 */
	private boolean enter() {
		try {
			return this.asking.tryLock() || this.asking.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Nullable RemoteParent remoteParent() {
		RemoteParent parent = this.origin.remoteParent();
		return (parent == null && this.asked != null) ? this.asked.remoteParent() : parent;
	}

	/**
	 * Passes the carried attributes to the trace around, if there is one.
	 */
	void occurs() {
		RecordingObservation node = this.below.node();
		if (node != null && node.isRecording()) {
			node.state().occurs(attributes());
		}
	}

	/**
	 * Tells the origin of the trace around, such as that of the server's own observation
	 * of a request.
	 */
	void tellOfTrace() {
		RecordingObservation node = this.below.node();
		if (node != null && node.isRecording()) {
			begun(node.traceId());
		}
	}

	void begun(String traceId) {
		this.origin.begun(traceId);
		if (this.asked != null) {
			this.asked.begun(traceId);
		}
	}

}
