/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;

/**
 * Follows responses whose body is still to come: a publisher, or what another follower
 * knows.
 */
final class HttpEntityFollower implements ResultFollower {

	private final List<ResultFollower> bodies;

	/**
	 * Creates the follower.
	 * @param bodies follow other bodies than publishers
	 */
	HttpEntityFollower(List<ResultFollower> bodies) {
		this.bodies = bodies;
	}

	@Override
	public boolean supports(Class<?> type) {
		return HttpEntity.class.isAssignableFrom(type) || type.isAssignableFrom(ResponseEntity.class);
	}

	@Override
	public @Nullable Object follow(Object result, RunningCall call) {
		Object body = (result instanceof HttpEntity<?> entity) ? entity.getBody() : null;
		Object followed = (body != null && isReplaceable(result)) ? followBody(result, body, call) : null;
		return (followed != null) ? withBody((HttpEntity<?>) result, body, followed) : null;
	}

	/**
	 * Whether another one can stand for an entity: of a class of the application's
	 * nothing is known.
	 */
	static boolean isReplaceable(Object entity) {
		return entity.getClass() == ResponseEntity.class || entity.getClass() == HttpEntity.class;
	}

	private @Nullable Object followBody(Object entity, Object body, RunningCall call) {
		Object observed = ObservedPublishers.observe(body, call, entity);
		for (ResultFollower follower : this.bodies) {
			if (observed == null && follower.supports(Object.class)) {
				observed = ResultFollowers.follow(follower, body, call);
			}
		}
		return observed;
	}

	private static HttpEntity<?> withBody(HttpEntity<?> entity, @Nullable Object before, Object body) {
		if (body == before) {
			return entity;
		}
		return (entity instanceof ResponseEntity<?> response)
				? new ResponseEntity<>(body, response.getHeaders(), response.getStatusCode())
				: new HttpEntity<>(body, entity.getHeaders());
	}

}
