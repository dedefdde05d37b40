/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.function.Function;
import java.util.function.Supplier;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ProjectAvailability;
import dev.langfuse4j.observation.TraceState;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NamedThreadLocal;

/**
 * Decides at the root of a trace which project it goes to. A trace without a project that
 * takes it is not recorded, and never assigned to another one. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class Projects {

	private static final int MAX_NAME = 64;

	private final LogOnce logger = new LogOnce(Projects.class);

	/**
	 * Threads on which the resolver runs.
	 */
	private final ThreadLocal<Boolean> resolving = new NamedThreadLocal<>("langfuse project resolver");

	private final @Nullable Supplier<ProjectResolver> resolver;

	private final Function<String, ProjectAvailability> availability;

	/**
	 * Creates the choice among some projects.
	 * @param resolver supplies the resolver to call if no project is named, or
	 * {@code null} for the default project
	 * @param availability the availability of a project; called at each root, on the
	 * caller's thread
	 */
	public Projects(@Nullable Supplier<ProjectResolver> resolver, Function<String, ProjectAvailability> availability) {
		this.resolver = resolver;
		this.availability = availability;
	}

	/**
	 * The one project of an application that has no others.
	 * @return no choice
	 */
	public static Projects onlyDefault() {
		return new Projects(null, (project) -> ProjectAvailability.AVAILABLE);
	}

	/**
	 * Decides on a project. Never throws.
	 * @param asked the named project, or {@code null} if there is none
	 * @param request the request that is being served, or {@code null}
	 * @return the project, or {@code null} if the trace is not to be recorded
	 */
	@Nullable String decide(@Nullable String asked, @Nullable IncomingRequest request) {
		String name = asked;
		if (name == null) {
			name = (this.resolver != null) ? resolved(this.resolver, request) : TraceState.DEFAULT_PROJECT;
		}
		if (name == null) {
			return null;
		}
		ProjectAvailability found = this.availability.apply(name);
		if (found == ProjectAvailability.AVAILABLE) {
			return name;
		}
		String shown = Escape.line(name, MAX_NAME);
		refused(shown, () -> "project '" + shown + "' " + found.text());
		return null;
	}

	/**
	 * A resolver may ask for what depends on the project itself, such as a prompt: that
	 * is for none.
	 */
	private @Nullable String resolved(Supplier<ProjectResolver> resolver, @Nullable IncomingRequest request) {
		if (this.resolving.get() != null) {
			return null;
		}
		boolean outer = Unobserved.enter();
		this.resolving.set(true);
		try {
			String name = resolver.get().resolve(request);
			if (name == null) {
				refused(Projects.class, () -> "the ProjectResolver returned no project");
			}
			return name;
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			refused(ex.getClass(), () -> "the ProjectResolver failed: " + ex.getClass().getName());
			return null;
		}
		finally {
			this.resolving.remove();
			Unobserved.leave(outer);
		}
	}

	private void refused(Object key, Supplier<String> why) {
		this.logger.warn(key,
				() -> "Langfuse: traces are not recorded, and are counted as unknown-project: " + why.get());
	}

}
