/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentDigest;
import dev.langfuse4j.export.DuplicateDetection;
import dev.langfuse4j.export.Duplicates;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import org.jspecify.annotations.Nullable;

/**
 * Finds model calls that ran before in the same trace, with the same model, parameters
 * and input. Remembers digests, never content, of the latest traces. On the export
 * thread, which sees the observations of a trace in the order in which they have ended;
 * the counts can be read by any thread.
 */
final class DuplicateGuard {

	/**
	 * Maximum number of entries of all traces together. They take a few megabytes.
	 */
	private static final int MAX_SIZE = 20_000;

	private final DuplicateDetection detection;

	private final ContentDigest digest = new ContentDigest();

	private final Map<String, TraceCalls> traces = new LinkedHashMap<>(16, 0.75f, true);

	private final LongAdder count = new LongAdder();

	private final LongAdder tokens = new LongAdder();

	private int size;

	DuplicateGuard(DuplicateDetection detection) {
		this.detection = detection;
	}

	/**
	 * Returns how many calls ran before.
	 */
	long count() {
		return this.count.sum();
	}

	/**
	 * Returns the tokens that these used.
	 */
	long tokens() {
		return this.tokens.sum();
	}

	/**
	 * Looks at the next observation, before it is masked.
	 * @return which call it repeats, or {@code null} if it repeats none
	 */
	@Nullable Repetition next(ObservationData observation) {
		if (this.detection == DuplicateDetection.OFF) {
			return null;
		}
		CallKey key = isAnswered(observation) ? key(observation) : null;
		String traceId = observation.trace().traceId();
		TraceCalls calls = (key != null) ? this.traces.computeIfAbsent(traceId, (id) -> new TraceCalls())
				: this.traces.get(traceId);
		if (calls == null) {
			return null;
		}
		int before = calls.size();
		Repetition repetition = (key != null) ? calls.add(key, observation) : null;
		calls.passed(observation);
		this.size += calls.size() - before;
		forgetOldest();
		if (repetition != null) {
			this.count.increment();
			this.tokens.add(Duplicates.tokens(observation));
		}
		return repetition;
	}

	/**
	 * Marks an observation that has been masked.
	 */
	ObservationData mark(ObservationData masked, Repetition repetition) {
		Map<String, CapturedContent> metadata = new LinkedHashMap<>(masked.metadata());
		metadata.put(Duplicates.OF, CapturedContent.text(repetition.first()));
		metadata.put(Duplicates.COUNT, CapturedContent.text(Integer.toString(repetition.count())));
		ObservationData marked = masked.withContent(masked.input(), masked.output(), metadata);
		boolean plain = masked.level() == ObservationLevel.DEFAULT || masked.level() == ObservationLevel.DEBUG;
		return (this.detection == DuplicateDetection.WARN && plain) ? warning(marked, repetition) : marked;
	}

	private static ObservationData warning(ObservationData marked, Repetition repetition) {
		String message = (marked.statusMessage() != null) ? marked.statusMessage()
				: "The same call ran before in this trace, as observation " + repetition.first();
		return new ObservationData(marked.trace(), marked.id(), marked.parentId(), marked.name(), marked.type(),
				marked.startTime(), marked.endTime(), ObservationLevel.WARNING, message, marked.input(),
				marked.output(), marked.metadata(), marked.modelCall(), marked.version(), marked.attributes());
	}

	/**
	 * Whether it is a model call that came to an end: what follows a failure, or a
	 * timeout that has cancelled a stream, is another attempt.
	 */
	private static boolean isAnswered(ObservationData observation) {
		if (observation.type() != ObservationType.GENERATION || observation.input() == null) {
			return false;
		}
		String status = observation.statusMessage();
		boolean cancelled = observation.level() == ObservationLevel.WARNING && status != null
				&& status.endsWith("cancelled");
		return observation.level() != ObservationLevel.ERROR && !cancelled;
	}

	private @Nullable CallKey key(ObservationData observation) {
		ModelCall call = observation.modelCall();
		CapturedContent input = observation.input();
		this.digest.add(call.model());
		this.digest.add(call.parameters());
		if (input != null) {
			this.digest.addInput(input, observation.name());
		}
		byte[] bytes = this.digest.finish();
		if (bytes == null) {
			return null;
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		return new CallKey(buffer.getLong(), buffer.getLong());
	}

	private void forgetOldest() {
		Iterator<TraceCalls> oldest = this.traces.values().iterator();
		while (this.size > MAX_SIZE && oldest.hasNext()) {
			this.size -= oldest.next().size();
			oldest.remove();
		}
	}

	/**
	 * The beginning of the digest of a call.
	 */
	record CallKey(long high, long low) {

	}

	/**
	 * A call that ran before.
	 *
	 * @param first the id of the observation of the first time
	 * @param count how often it has run, the first time included
	 */
	record Repetition(String first, int count) {

	}

}
