/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.observation.context.ChatModelObservationContext;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Does what the listener of langchain4j-observation does: opens a scope on the thread of
 * the request, closes it on that of the response, and fails at an observation that is
 * none.
 */
final class ObservingListener implements ChatModelListener {

	private static final String SCOPE = "micrometer.observation.scope";

	private final ObservationRegistry registry;

	private volatile @Nullable RuntimeException failure;

	ObservingListener(ObservationRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Returns the failure of the listener, which LangChain4j only logs.
	 */
	@Nullable RuntimeException failure() {
		return this.failure;
	}

	@Override
	public void onRequest(ChatModelRequestContext context) {
		Observation observation = Observation.start("gen_ai.client.operation.duration",
				() -> new ChatModelObservationContext(context), this.registry);
		context.attributes().put(SCOPE, observation.openScope());
	}

	@Override
	public void onResponse(ChatModelResponseContext context) {
		Observation.Scope scope = (Observation.Scope) context.attributes().remove(SCOPE);
		Observation observation = scope.getCurrentObservation();
		String provider = null;
		try {
			if (observation.getContext() instanceof ChatModelObservationContext own) {
				own.setResponseContext(context);
				provider = own.getRequestContext().modelProvider().name();
			}
			// As the tag of a meter
			KeyValue.of("gen_ai.provider.name", provider);
		}
		catch (RuntimeException ex) {
			this.failure = ex;
			throw ex;
		}
		finally {
			scope.close();
			observation.stop();
		}
	}

	@Override
	public void onError(ChatModelErrorContext context) {
		Observation.Scope scope = (Observation.Scope) context.attributes().remove(SCOPE);
		Observation observation = scope.getCurrentObservation();
		if (observation.getContext() instanceof ChatModelObservationContext own) {
			own.setErrorContext(context);
		}
		observation.error(context.error());
		scope.close();
		observation.stop();
	}

}
