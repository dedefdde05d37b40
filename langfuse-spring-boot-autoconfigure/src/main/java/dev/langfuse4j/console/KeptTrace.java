/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * The known part of a trace. Immutable, so that readers do not block writers.
 */
final class KeptTrace {

	/**
	 * The memory of a trace beside its observations, in bytes.
	 */
	private static final int FIXED_WEIGHT = 500;

	private final TraceKey key;

	private final Map<String, ObservationData> observations;

	private final long bytes;

	private final long revision;

	private final boolean withoutContent;

	private final int omitted;

	private volatile @Nullable TraceReading reading;

	private KeptTrace(TraceKey key, Map<String, ObservationData> observations, long bytes, long revision,
			boolean withoutContent, int omitted) {
		this.key = key;
		this.observations = observations;
		this.bytes = bytes;
		this.revision = revision;
		this.withoutContent = withoutContent;
		this.omitted = omitted;
	}

	static KeptTrace empty(TraceKey key) {
		return new KeptTrace(key, Map.of(), FIXED_WEIGHT, 0, false, 0);
	}

	/**
	 * This trace with more observations. One that is there already is replaced, as
	 * Langfuse does. A trace that becomes too large loses its content, and takes no more
	 * observations than then fit.
	 * @param more the observations
	 * @param maxBytes the bytes that it may take
	 * @param newRevision the number of the change
	 */
	KeptTrace with(Collection<ObservationData> more, long maxBytes, long newRevision) {
		Map<String, ObservationData> all = new LinkedHashMap<>(this.observations);
		more.forEach((each) -> all.put(each.id(), this.withoutContent ? bare(each) : each));
		long size = weigh(all.values());
		if (size <= maxBytes) {
			return new KeptTrace(this.key, all, size, newRevision, this.withoutContent, this.omitted);
		}
		all.replaceAll((id, each) -> bare(each));
		size = weigh(all.values());
		int left = this.omitted;
		List<ObservationData> latest = List.copyOf(more);
		for (int i = 0; i < latest.size() && size > maxBytes; i++) {
			ObservationData each = latest.get(i);
			if (!each.trace().isRoot(each.id(), each.parentId())) {
				ObservationData removed = all.remove(each.id());
				size -= (removed != null) ? removed.weight() : 0;
				left += (removed != null) ? 1 : 0;
			}
		}
		return new KeptTrace(this.key, all, size, newRevision, true, left);
	}

	/**
	 * The same trace after a change of something else.
	 */
	KeptTrace at(long newRevision) {
		return new KeptTrace(this.key, this.observations, this.bytes, newRevision, this.withoutContent, this.omitted);
	}

	private static long weigh(Collection<ObservationData> observations) {
		return FIXED_WEIGHT + observations.stream().mapToLong(ObservationData::weight).sum();
	}

	private static ObservationData bare(ObservationData observation) {
		ModelCall call = observation.modelCall();
		ModelCall bare = (call == ModelCall.NONE) ? call : new ModelCall(call.model(), null, call.usage(), call.cost(),
				call.prompt(), call.completionStartTime());
		return new ObservationData(observation.trace(), observation.id(), observation.parentId(), observation.name(),
				observation.type(), observation.startTime(), observation.endTime(), observation.level(), null, null,
				null, Map.of(), bare, observation.version(), observation.attributes());
	}

	TraceKey key() {
		return this.key;
	}

	Collection<ObservationData> observations() {
		return this.observations.values();
	}

	long bytes() {
		return this.bytes;
	}

	long revision() {
		return this.revision;
	}

	boolean isWithoutContent() {
		return this.withoutContent;
	}

	/**
	 * Returns the number of observations without room.
	 */
	int omitted() {
		return this.omitted;
	}

	/**
	 * Reads the trace from its observations, once for each state of it.
	 */
	TraceReading reading(Prices prices) {
		TraceReading known = this.reading;
		if (known == null) {
			known = new TraceReading(this, prices);
			this.reading = known;
		}
		return known;
	}

}
