/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langchain4j.observation.context;

import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the type of langchain4j-observation, which cannot be had for the build: it
 * has the same name and the same methods.
 */
public class ChatModelObservationContext extends Observation.Context {

	private final ChatModelRequestContext requestContext;

	private @Nullable ChatModelResponseContext responseContext;

	private @Nullable ChatModelErrorContext errorContext;

	public ChatModelObservationContext(ChatModelRequestContext requestContext) {
		this.requestContext = requestContext;
	}

	public ChatModelRequestContext getRequestContext() {
		return this.requestContext;
	}

	public @Nullable ChatModelResponseContext getResponseContext() {
		return this.responseContext;
	}

	public void setResponseContext(ChatModelResponseContext responseContext) {
		this.responseContext = responseContext;
	}

	public @Nullable ChatModelErrorContext getErrorContext() {
		return this.errorContext;
	}

	public void setErrorContext(ChatModelErrorContext errorContext) {
		this.errorContext = errorContext;
	}

}
