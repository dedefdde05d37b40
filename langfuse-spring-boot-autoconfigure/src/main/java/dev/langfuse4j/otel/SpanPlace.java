/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * The place of an open span in the tree: its observation, or the nearest one around it if
 * it has none.
 */
final class SpanPlace {

	private static final int MAX_EVENTS = 1_000;

	private final ObservedCall call;

	private final boolean own;

	private final boolean newTrace;

	/**
	 * Events that came as log records.
	 */
	private final List<SpanEvent> events = new ArrayList<>(0);

	private volatile @Nullable ObservedCall around;

	private volatile @Nullable SpanPlace outer;

	private SpanPlace(ObservedCall call, boolean own, @Nullable ObservedCall around, @Nullable SpanPlace outer,
			boolean newTrace) {
		this.call = call;
		this.own = own;
		this.newTrace = newTrace;
		this.around = around;
		this.outer = outer;
	}

	static SpanPlace of(ObservedCall call, ObservedCall around, @Nullable SpanPlace outer) {
		return new SpanPlace(call, true, around, outer, false);
	}

	/**
	 * The place of a span that is not recorded, or not yet.
	 * @param around the observation around
	 * @param outer the place around
	 * @param newTrace whether it begins a trace of its own if it is recorded
	 */
	static SpanPlace within(ObservedCall around, @Nullable SpanPlace outer, boolean newTrace) {
		return new SpanPlace(around, false, around, outer, newTrace);
	}

	static ObservedCall callOf(@Nullable SpanPlace place) {
		return (place != null) ? place.call : ObservedCall.NONE;
	}

	ObservedCall call() {
		return this.call;
	}

	boolean isOwn() {
		return this.own;
	}

	boolean isNewTrace() {
		return this.newTrace;
	}

	synchronized void add(SpanEvent event) {
		if (this.events.size() < MAX_EVENTS) {
			this.events.add(event);
		}
	}

	synchronized List<SpanEvent> events() {
		return List.copyOf(this.events);
	}

	/**
	 * The observations above, as far as they have not ended.
	 */
	List<ObservedCall> above() {
		List<ObservedCall> above = new ArrayList<>();
		for (SpanPlace place = this; place != null; place = place.outer) {
			if (place.around != null) {
				above.add(place.around);
			}
		}
		return above;
	}

	/**
	 * Releases the ancestors, because observations below may continue.
	 */
	void release() {
		this.around = null;
		this.outer = null;
	}

}
