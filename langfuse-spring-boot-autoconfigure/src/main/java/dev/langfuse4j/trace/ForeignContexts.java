/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The mappers by the contexts they are for; the first that fits is used.
 */
final class ForeignContexts {

	private final LogOnce logger = new LogOnce(ForeignContexts.class);

	private final Map<Class<?>, ObservationMapper<?>> mappers = new LinkedHashMap<>();

	private final @Nullable NamedObservations named;

	/**
	 * Reads the supported type of each mapper once, because it is needed for every
	 * observation of the application.
	 */
	ForeignContexts(List<ObservationMapper<?>> mappers) {
		NamedObservations byName = null;
		for (ObservationMapper<?> mapper : mappers) {
			if (mapper instanceof NamedObservations observations) {
				byName = observations;
			}
			else {
				this.mappers.putIfAbsent(mapper.contextType(), mapper);
			}
		}
		this.named = byName;
	}

	boolean maps(@Nullable String name, Observation.Context context) {
		return byType(context) != null || (this.named != null && this.named.matches(name));
	}

	/**
	 * Whether a context may have to be mapped, whose name is not known yet.
	 */
	boolean mayMap(Observation.Context context) {
		return this.named != null || byType(context) != null;
	}

	/**
	 * Maps an observation and stores the result in its context.
	 */
	ObservationStart start(Observation.Context context) {
		ObservationMapper<Observation.Context> mapper = find(context);
		ObservationStart start = ObservationStart.hidden();
		boolean outer = Unobserved.enter();
		try {
			start = (mapper != null) ? Objects.requireNonNull(mapper.start(context)) : start;
		}
		catch (Throwable ex) {
			failed(mapper, ex);
			start = ObservationStart.of(ObservationType.SPAN);
		}
		finally {
			Unobserved.leave(outer);
		}
		context.put(ObservationStart.class, start);
		return start;
	}

	void map(Observation.Context context, LangfuseObservation observation) {
		ObservationMapper<Observation.Context> mapper = find(context);
		boolean outer = Unobserved.enter();
		try {
			if (mapper != null) {
				mapper.map(context, observation);
			}
		}
		catch (Throwable ex) {
			failed(mapper, ex);
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	static String name(Observation.Context context) {
		ObservationStart start = context.get(ObservationStart.class);
		if (start != null && start.name() != null) {
			return start.name();
		}
		if (context.getContextualName() != null) {
			return context.getContextualName();
		}
		if (start != null && start.firstName() != null) {
			return start.firstName();
		}
		return (context.getName() != null) ? context.getName() : context.getClass().getSimpleName();
	}

	private @Nullable ObservationMapper<Observation.Context> find(Observation.Context context) {
		ObservationMapper<Observation.Context> mapper = byType(context);
		return (mapper != null) ? mapper : this.named;
	}

	@SuppressWarnings("unchecked")
	private @Nullable ObservationMapper<Observation.Context> byType(Observation.Context context) {
		for (Map.Entry<Class<?>, ObservationMapper<?>> mapper : this.mappers.entrySet()) {
			if (mapper.getKey().isInstance(context)) {
				return (ObservationMapper<Observation.Context>) mapper.getValue();
			}
		}
		return null;
	}

	private void failed(@Nullable Object mapper, Throwable ex) {
		Fatal.rethrow(ex);
		Object type = (mapper != null) ? mapper.getClass() : "";
		this.logger.warn(type, () -> type + " failed: " + ex.getClass().getName());
	}

}
