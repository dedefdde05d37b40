/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import dev.langfuse4j.logging.Fatal;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;

/**
 * The answers that pass a {@link StreamProbe} in one subscription: one after the other,
 * as a model that hands on to another when it fails begins a second one.
 */
final class StreamedAnswers {

	private volatile @Nullable StreamedAnswer current;

	/**
	 * Returns the answers of the probe directly above a model call.
	 */
	static @Nullable StreamedAnswers above(Observation.ContextView context) {
		for (ObservationView parent = context.getParentObservation(); parent != null; parent = parent.getContextView()
			.getParentObservation()) {
			Observation.ContextView view = parent.getContextView();
			StreamedAnswers answers = view.get(StreamedAnswers.class);
			if (answers != null) {
				return answers;
			}
			if (isBorder(view)) {
				return null;
			}
		}
		return null;
	}

	/**
	 * Whether the observation above belongs to another call.
	 */
	static boolean isBorder(Observation.ContextView view) {
		return view instanceof ChatModelObservationContext || view instanceof ToolCallingObservationContext;
	}

	StreamedAnswer begin() {
		complete();
		StreamedAnswer answer = new StreamedAnswer(Integer.MAX_VALUE);
		this.current = answer;
		return answer;
	}

	@Nullable StreamedAnswer current() {
		return this.current;
	}

	/**
	 * Never throws: the chunk is on its way to the application.
	 */
	void add(@Nullable ChatResponse chunk) {
		StreamedAnswer answer = this.current;
		if (answer != null && chunk != null) {
			try {
				answer.add(chunk);
			}
			catch (Throwable ex) {
				// A response of a model of the application's own may throw
				Fatal.rethrow(ex);
			}
		}
	}

	void complete() {
		StreamedAnswer answer = this.current;
		if (answer != null) {
			answer.complete();
		}
	}

}
