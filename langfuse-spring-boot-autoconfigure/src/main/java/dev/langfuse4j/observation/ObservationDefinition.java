/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import dev.langfuse4j.lang.Internal;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * Everything about an observation of ours that is known before it starts. Immutable: all
 * calls of a method can share one.
 *
 * @param name the observation's name in Langfuse
 * @param named whether the application has given the name, rather than that it is the
 * name of a method: such a name yields to that of the trace, if this is a root
 * @param type the observation's type
 * @param keyValues what meters and traces of the application are tagged with: of low
 * cardinality, without content
 * @param model the model that is called, as far as it is known
 * @param version the version of the observed code
 * @param level the level unless the observation fails or another is set
 * @param errorContent whether the message and the stack trace of an error are recorded,
 * or {@code null} if that depends on the observation's type
 * @param newTrace whether a trace of its own is started
 * @param traceSeed the text the trace id is derived from, if this is a root
 * @param project the project that is asked for, if this is a root; {@code null} if none
 * is asked for, empty for that of no project
 * @since 0.1.0
 */
@Internal
public record ObservationDefinition(String name, boolean named, ObservationType type, KeyValues keyValues,
		@Nullable String model, @Nullable String version, ObservationLevel level, @Nullable Boolean errorContent,
		boolean newTrace, @Nullable String traceSeed, @Nullable String project) {

	/**
	 * Makes the first cut of the name.
	 * @param name the name
	 */
	public ObservationDefinition {
		name = Names.precut(name);
	}

	/**
	 * An observation of which no more is known.
	 * @param name the name
	 * @param type the type
	 * @return the definition
	 */
	public static ObservationDefinition of(String name, ObservationType type) {
		return new ObservationDefinition(name, true, type, KeyValues.of("langfuse.type", type.value()), null, null,
				ObservationLevel.DEFAULT, null, false, null, null);
	}

	/**
	 * Begins the trace of which the observation is the root.
	 * @param traceId the trace id
	 * @param sampled whether the trace is to be recorded
	 * @param takenBy the project that it goes to, or {@code null} without one
	 * @return the trace
	 */
	public TraceState begin(TraceId traceId, boolean sampled, @Nullable String takenBy) {
		TraceState trace = new TraceState(traceId, this.name, sampled, takenBy);
		if (this.named) {
			trace.markNamed();
		}
		return trace;
	}

	/**
	 * Returns this definition with the texts of one call.
	 * @param newName the observation's name, {@code null} to keep that of this definition
	 * @param newModel the model that is called, {@code null} to keep that of this
	 * definition
	 * @param newVersion the version, {@code null} to keep that of this definition
	 * @return the definition
	 */
	public ObservationDefinition with(@Nullable String newName, @Nullable String newModel,
			@Nullable String newVersion) {
		return new ObservationDefinition((newName != null) ? newName : this.name, newName != null || this.named,
				this.type, this.keyValues, (newModel != null) ? newModel : this.model,
				(newVersion != null) ? newVersion : this.version, this.level, this.errorContent, this.newTrace,
				this.traceSeed, this.project);
	}

	/**
	 * Returns this definition for a call that chooses its trace.
	 * @param newTraceSeed the text the trace id is derived from, if this is a root
	 * @param newProject the project that is asked for, if this is a root
	 * @return the definition
	 */
	public ObservationDefinition inTrace(@Nullable String newTraceSeed, @Nullable String newProject) {
		return new ObservationDefinition(this.name, this.named, this.type, this.keyValues, this.model, this.version,
				this.level, this.errorContent, this.newTrace, newTraceSeed, newProject);
	}

}
