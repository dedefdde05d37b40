/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Summarizes the observations of a trace. Immutable.
 */
final class TraceReading {

	private final KeptTrace trace;

	private final List<ObservationReading> observations = new ArrayList<>();

	private final @Nullable ObservationData root;

	private final @Nullable String runningRoot;

	private final Set<String> models = new LinkedHashSet<>();

	private final Set<String> tags = new LinkedHashSet<>();

	private final long start;

	private final long end;

	private @Nullable Tokens tokens;

	private @Nullable Cost cost;

	private Waste waste = Waste.NONE;

	private int errors;

	private int warnings;

	TraceReading(KeptTrace trace, Prices prices) {
		this.trace = trace;
		TreeOrder order = new TreeOrder(trace.observations());
		Duplicates duplicates = new Duplicates(order.ordered());
		this.root = order.root();
		this.runningRoot = order.runningRoot();
		long first = Long.MAX_VALUE;
		long last = Long.MIN_VALUE;
		for (ObservationData each : order.ordered()) {
			add(new ObservationReading(each, Tokens.of(each.modelCall().usage()), prices.cost(each.modelCall()),
					order.isOrphan(each), Duplicates.firstOf(each), duplicates.count(each.id())));
			first = Math.min(first, each.startTime());
			last = Math.max(last, each.endTime());
		}
		this.start = first;
		this.end = Math.max(first, last);
	}

	private void add(ObservationReading observation) {
		ObservationData data = observation.data();
		this.observations.add(observation);
		this.tokens = Tokens.sum(this.tokens, observation.tokens());
		this.cost = Cost.sum(this.cost, observation.cost());
		this.waste = this.waste.and(observation);
		this.errors += (data.level() == ObservationLevel.ERROR) ? 1 : 0;
		this.warnings += (data.level() == ObservationLevel.WARNING) ? 1 : 0;
		this.tags.addAll(data.attributes().tags());
		if (data.modelCall().model() != null) {
			this.models.add(data.modelCall().model());
		}
	}

	KeptTrace trace() {
		return this.trace;
	}

	/**
	 * The observations, each before those below it.
	 */
	List<ObservationReading> observations() {
		return this.observations;
	}

	@Nullable ObservationData root() {
		return this.root;
	}

	/**
	 * The id of the root that has not ended, or {@code null} if it has.
	 */
	@Nullable String runningRoot() {
		return this.runningRoot;
	}

	boolean isRunning() {
		return this.root == null;
	}

	String name() {
		ObservationData first = (this.root != null) ? this.root : this.observations.get(0).data();
		return first.trace().name();
	}

	String type() {
		return (this.root != null) ? this.root.type().value() : "span";
	}

	long start() {
		return this.start;
	}

	long end() {
		return this.end;
	}

	Set<String> models() {
		return this.models;
	}

	Set<String> tags() {
		return this.tags;
	}

	@Nullable Tokens tokens() {
		return this.tokens;
	}

	@Nullable Cost cost() {
		return this.cost;
	}

	Waste waste() {
		return this.waste;
	}

	int errors() {
		return this.errors;
	}

	int warnings() {
		return this.warnings;
	}

	/**
	 * The most severe level.
	 */
	ObservationLevel level() {
		if (this.errors > 0) {
			return ObservationLevel.ERROR;
		}
		return (this.warnings > 0) ? ObservationLevel.WARNING : ObservationLevel.DEFAULT;
	}

	@Nullable String user() {
		return attribute(TraceAttributes::userId);
	}

	@Nullable String session() {
		return attribute(TraceAttributes::session);
	}

	@Nullable String environment() {
		return attribute(TraceAttributes::environment);
	}

	/**
	 * Returns the attribute of the root, otherwise that of the first observation that has
	 * one.
	 */
	private @Nullable String attribute(Function<TraceAttributes, @Nullable String> attribute) {
		String value = (this.root != null) ? attribute.apply(this.root.attributes()) : null;
		for (int i = 0; value == null && i < this.observations.size(); i++) {
			value = attribute.apply(this.observations.get(i).data().attributes());
		}
		return value;
	}

	/**
	 * The root's input in one line.
	 */
	@Nullable String preview() {
		CapturedContent input = (this.root != null) ? this.root.input() : null;
		return (input != null) ? Preview.of(input.asText()) : null;
	}

}
