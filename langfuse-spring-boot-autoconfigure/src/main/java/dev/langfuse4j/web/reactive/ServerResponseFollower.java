/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import dev.langfuse4j.aop.ResultFollower;
import dev.langfuse4j.aop.RunningCall;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.server.EntityResponse;
import org.springframework.web.reactive.function.server.RenderingResponse;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Follows the responses of functional endpoints of WebFlux: their work ends when the
 * response is written.
 *
 * @since 0.1.0
 */
@Internal
public final class ServerResponseFollower implements ResultFollower {

	/**
	 * Creates the follower.
	 */
	public ServerResponseFollower() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return ServerResponse.class.isAssignableFrom(type);
	}

	@Override
	public @Nullable Object follow(Object result, RunningCall call) {
		if (!(result instanceof ServerResponse response) || result instanceof RenderingResponse) {
			return null;
		}
		ObservedServerResponse observed = (response instanceof EntityResponse<?> entity)
				? new ObservedEntityResponse<>(entity, call) : new ObservedServerResponse(response, call);
		observed.work().endUnlessBegun(observed);
		return observed;
	}

	private static final class ObservedEntityResponse<T> extends ObservedServerResponse implements EntityResponse<T> {

		private final EntityResponse<T> response;

		ObservedEntityResponse(EntityResponse<T> response, RunningCall call) {
			super(response, call);
			this.response = response;
		}

		@Override
		public T entity() {
			return this.response.entity();
		}

		@Override
		public BodyInserter<T, ? super ServerHttpResponse> inserter() {
			return this.response.inserter();
		}

	}

}
