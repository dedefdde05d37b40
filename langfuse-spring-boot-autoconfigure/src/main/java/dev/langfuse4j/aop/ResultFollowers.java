/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.langfuse4j.logging.LogOnce;
import org.jspecify.annotations.Nullable;

/**
 * The followers in their order; those of each type are looked for once.
 */
final class ResultFollowers {

	private static final LogOnce logger = LogOnce.shared(ResultFollowers.class);

	private final List<ResultFollower> followers;

	private final Map<Class<?>, List<ResultFollower>> byType = new ConcurrentHashMap<>();

	/**
	 * Creates the followers.
	 * @param first those to ask before those for the JDK's types and Reactor's
	 */
	ResultFollowers(List<ResultFollower> first) {
		this.followers = new ArrayList<>(first);
		this.followers.add(new FutureFollower());
		this.followers.add(new StreamFollower());
		this.followers.add(new CallableFollower());
		this.followers.add(new HttpEntityFollower(first));
		this.followers.add(new LooseResultFollower());
	}

	/**
	 * Whether values of a type may be followed.
	 */
	boolean supports(Class<?> type) {
		return !of(type).isEmpty();
	}

	/**
	 * Follows a value that is still in progress.
	 * @param result the value
	 * @param type the type it is declared as
	 * @param call the call
	 * @return the value for the caller, or {@code null} if the value is the result
	 */
	@Nullable Object follow(Object result, Class<?> type, RunningCall call) {
		for (ResultFollower follower : of(type)) {
			Object followed = follow(follower, result, call);
			if (followed != null) {
				return followed;
			}
		}
		return null;
	}

	private List<ResultFollower> of(Class<?> type) {
		List<ResultFollower> found = this.byType.get(type);
		return (found != null) ? found : this.byType.computeIfAbsent(type, this::select);
	}

	private List<ResultFollower> select(Class<?> type) {
		return this.followers.stream().filter((follower) -> supports(follower, type)).toList();
	}

	private static boolean supports(ResultFollower follower, Class<?> type) {
		try {
			return follower.supports(type);
		}
		catch (Throwable ex) {
			return failed(follower, ex) != null;
		}
	}

	static @Nullable Object follow(ResultFollower follower, Object result, RunningCall call) {
		try {
			return follower.follow(result, call);
		}
		catch (Throwable ex) {
			return failed(follower, ex);
		}
	}

	private static @Nullable Object failed(ResultFollower follower, Throwable ex) {
		logger.warn(follower.getClass(), () -> follower.getClass().getName()
				+ " failed. Observations end when their methods return: " + ex.getClass().getName());
		return null;
	}

}
