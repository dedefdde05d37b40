/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.logging.LogOnce;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * Scopes that were closed on another thread than the one they are open on. Only that
 * thread can close them, so it does when it next observes something or looks up the
 * current observation. The observation itself is unaffected: work that received it
 * through a snapshot is still below it.
 * <p>
 * Static, as Micrometer keeps one current scope for each thread, whatever the registry.
 */
final class AbandonedScopes {

	private static final LogOnce logger = LogOnce.shared(AbandonedScopes.class);

	private static final ObservationRegistry THREAD = ObservationRegistry.create();

	/**
	 * Weak: a thread may end without having left its scopes. A
	 * {@code ConcurrentReferenceHashMap} would not do, because it may forget a scope that
	 * is still open.
	 */
	private static final Set<Observation.Scope> scopes = Collections.newSetFromMap(new WeakHashMap<>());

	/**
	 * Spares all other threads the lock of the scopes.
	 */
	private static volatile boolean abandoned;

	/**
	 * Scopes of other threads that were made current on this one.
	 */
	private static final ThreadLocal<Set<Observation.Scope>> strays = new ThreadLocal<>();

	/**
	 * Spares those who close scopes where they opened them the search.
	 */
	private static volatile boolean any;

	private AbandonedScopes() {
	}

	static void add(Observation.Scope scope, String name) {
		synchronized (scopes) {
			scopes.add(scope);
			abandoned = true;
		}
		any = true;
		logger.warn(name,
				() -> "Observation '" + name
						+ "' was closed on another thread than the one that started it. It ends, and that "
						+ "thread leaves its scope when it creates the next observation. Use "
						+ "startDetached(), and open a scope on each thread that creates children");
	}

	/**
	 * Records that another library is about to make a scope current on this thread that
	 * is not open on it. No observation is current then: the former one may be closed
	 * already when this is detected, and that of Langfuse is on top of its own stack.
	 */
	static void addStray(Observation.Scope scope) {
		leave();
		for (Observation.Scope open = currentScope(); open != null; open = open.getPreviousObservationScope()) {
			if (open == scope) {
				return;
			}
		}
		Set<Observation.Scope> here = strays.get();
		if (here == null) {
			here = Collections.newSetFromMap(new WeakHashMap<>());
			strays.set(here);
		}
		here.add(scope);
		any = true;
	}

	static Observation.@Nullable Scope currentScope() {
		return THREAD.getCurrentObservationScope();
	}

	static void makeCurrent(Observation.@Nullable Scope scope) {
		THREAD.setCurrentObservationScope(scope);
	}

	/**
	 * Leaves what this thread was to leave.
	 */
	static void leave() {
		if (!any) {
			return;
		}
		Set<Observation.Scope> here = strays.get();
		Observation.Scope stray = (here != null) ? currentScope() : null;
		if (stray != null && here.remove(stray)) {
			makeCurrent(null);
		}
		Observation.Scope current = THREAD.getCurrentObservationScope();
		while (current != null && remove(current)) {
			close(current);
			current = THREAD.getCurrentObservationScope();
		}
	}

	private static boolean remove(Observation.Scope scope) {
		if (!abandoned) {
			return false;
		}
		synchronized (scopes) {
			boolean removed = scopes.remove(scope);
			abandoned = !scopes.isEmpty();
			return removed;
		}
	}

	/**
	 * Leaves what this thread was to leave, also as the parent of an observation that is
	 * being made on it.
	 */
	static void leave(Observation.Context context) {
		if (!any) {
			return;
		}
		ObservationView before = THREAD.getCurrentObservation();
		leave();
		ObservationView now = THREAD.getCurrentObservation();
		if (now != before && context.getParentObservation() == before) {
			context.setParentObservation(now);
		}
	}

	/**
	 * Closes a scope, and restores the former one even if handlers fail.
	 */
	static void close(Observation.Scope scope) {
		boolean outer = Unobserved.enter();
		try {
			scope.close();
		}
		catch (Throwable ex) {
			scope.getCurrentObservation()
				.getObservationRegistry()
				.setCurrentObservationScope(scope.getPreviousObservationScope());
			ObservedCall.contain(ex);
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	/**
	 * The observation that is current on this thread.
	 */
	static @Nullable Observation current(ObservationRegistry registry) {
		leave();
		return registry.getCurrentObservation();
	}

}
