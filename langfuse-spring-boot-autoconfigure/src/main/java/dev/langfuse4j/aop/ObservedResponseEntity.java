/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.langfuse4j.aop.ObservedPublishers.Subscriptions;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;

/**
 * A response whose body is observed from its subscription. A response without its body,
 * such as 304, is the result of the call. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ObservedResponseEntity extends ResponseEntity<Object> {

	private final transient Body body;

	private ObservedResponseEntity(ResponseEntity<?> response, Body body) {
		super(body.observed, response.getHeaders(), response.getStatusCode());
		this.body = body;
	}

	/**
	 * Observes the body of an entity.
	 * @return the entity for the caller, or {@code null} if its body is not a publisher
	 */
	static @Nullable HttpEntity<?> of(HttpEntity<?> entity, Subscriptions subscriptions) {
		Object publisher = entity.getBody();
		if (publisher == null || !HttpEntityFollower.isReplaceable(entity)
				|| !ObservedPublishers.isPublisher(publisher.getClass())) {
			return null;
		}
		Body body = new Body(entity, publisher, subscriptions);
		ServedRequest.onEnd(() -> body.endUnlessBegun(Context.empty()));
		return (entity instanceof ResponseEntity<?> response) ? new ObservedResponseEntity(response, body)
				: new HttpEntity<>(body.observed, entity.getHeaders());
	}

	/**
	 * Records the call, unless its body was subscribed to.
	 * @param context the Reactor context of the request
	 */
	public void endUnlessBegun(ContextView context) {
		this.body.endUnlessBegun(context);
	}

	private static final class Body {

		private final HttpEntity<?> entity;

		private final Subscriptions subscriptions;

		private final AtomicBoolean begun = new AtomicBoolean();

		private final Object observed;

		Body(HttpEntity<?> entity, Object publisher, Subscriptions subscriptions) {
			this.entity = entity;
			this.subscriptions = subscriptions;
			this.observed = ObservedPublishers.observe(publisher, null, this::begin);
		}

		private RunningCall begin(ContextView context) {
			this.begun.set(true);
			return this.subscriptions.begin(context);
		}

		void endUnlessBegun(ContextView context) {
			if (this.begun.compareAndSet(false, true)) {
				this.subscriptions.begin(context).complete(this.entity);
			}
		}

	}

}
