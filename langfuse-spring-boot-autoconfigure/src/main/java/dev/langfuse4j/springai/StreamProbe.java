/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.ai.chat.client.advisor.observation.AdvisorObservationContext;
import org.springframework.ai.chat.client.observation.ChatClientObservationContext;
import org.springframework.core.Ordered;

/**
 * Looks at the chunks of a stream right before Spring AI puts them together, which loses
 * when the first came, the details of the usage, and all of a stream that is cancelled.
 * It changes nothing. It keeps its findings in the context of the observation that Spring
 * AI creates for every advisor, where the mappers of the model call and of the client
 * find them.
 */
final class StreamProbe implements StreamAdvisor {

	static final String NAME = "langfuse_stream_probe";

	/**
	 * Inside the loop of tool calls, right around the model.
	 */
	private static final int ORDER = Ordered.LOWEST_PRECEDENCE - 1;

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest request, StreamAdvisorChain chain) {
		return Flux.deferContextual((view) -> {
			Observation own = view.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			if (own == null || !(own.getContext() instanceof AdvisorObservationContext context)) {
				return chain.nextStream(request);
			}
			StreamedAnswers answers = new StreamedAnswers();
			context.put(StreamedAnswers.class, answers);
			ChatClientObservationContext client = clientAbove(context);
			if (client != null) {
				client.put(StreamedAnswers.class, answers);
			}
			// Before the signal goes on: who waits for it may look at what was recorded
			return chain.nextStream(request)
				.doOnNext((response) -> answers.add(response.chatResponse()))
				.doOnTerminate(answers::complete)
				.doOnCancel(answers::complete);
		});
	}

	private static @Nullable ChatClientObservationContext clientAbove(Observation.Context context) {
		for (ObservationView parent = context.getParentObservation(); parent != null; parent = parent.getContextView()
			.getParentObservation()) {
			if (parent.getContextView() instanceof ChatClientObservationContext client) {
				return client;
			}
		}
		return null;
	}

}
