/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Creates spans for observations of other libraries that are included by name, such as
 * {@code http.server.requests}. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class NamedObservations implements ObservationMapper<Observation.Context> {

	private final List<String> names;

	/**
	 * Creates the mapper.
	 * @param names the names, each with all that begin with it and a dot
	 */
	public NamedObservations(List<String> names) {
		this.names = List.copyOf(names);
	}

	@Override
	public Class<Observation.Context> contextType() {
		return Observation.Context.class;
	}

	@Override
	public ObservationStart start(Observation.Context context) {
		return matches(context.getName()) ? ObservationStart.of(ObservationType.SPAN) : ObservationStart.hidden();
	}

	@Override
	public void map(Observation.Context context, LangfuseObservation observation) {
		Map<String, Object> metadata = new LinkedHashMap<>();
		context.getAllKeyValues().forEach((keyValue) -> metadata.put(keyValue.getKey(), keyValue.getValue()));
		observation.metadata(metadata);
	}

	boolean matches(@Nullable String name) {
		return name != null
				&& this.names.stream().anyMatch((asked) -> name.equals(asked) || name.startsWith(asked + "."));
	}

}
