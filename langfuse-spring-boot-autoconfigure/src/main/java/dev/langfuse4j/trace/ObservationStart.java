/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.concurrent.CompletionStage;

import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The type, name and attributes that an {@link ObservationMapper} assigns to an
 * observation at its start. Immutable.
 *
 * @since 0.1.0
 */
public final class ObservationStart {

	private static final ObservationStart HIDDEN = new ObservationStart(null, null, null, TraceAttributes.NONE, null);

	private final @Nullable ObservationType type;

	private final @Nullable String name;

	private final @Nullable String firstName;

	private final TraceAttributes attributes;

	private final @Nullable CompletionStage<?> completion;

	private ObservationStart(@Nullable ObservationType type, @Nullable String name, @Nullable String firstName,
			TraceAttributes attributes, @Nullable CompletionStage<?> completion) {
		this.type = type;
		this.name = name;
		this.firstName = firstName;
		this.attributes = attributes;
		this.completion = completion;
	}

	/**
	 * Creates the start of a hidden observation. It hands nothing down.
	 * @return the start of a hidden observation
	 */
	public static ObservationStart hidden() {
		return HIDDEN;
	}

	/**
	 * An observation of a type.
	 * @param type the type
	 * @return the start
	 */
	public static ObservationStart of(ObservationType type) {
		return new ObservationStart(type, null, null, TraceAttributes.NONE, null);
	}

	/**
	 * This start with a name.
	 * @param newName the name
	 * @return the start
	 */
	public ObservationStart named(String newName) {
		return new ObservationStart(this.type, newName, this.firstName, this.attributes, this.completion);
	}

	/**
	 * This start with a name for the time until the context has one.
	 * @param newFirstName the name
	 * @return the start
	 */
	public ObservationStart withInitialName(String newFirstName) {
		return new ObservationStart(this.type, this.name, newFirstName, this.attributes, this.completion);
	}

	/**
	 * Returns this start with attributes for the observations below.
	 * @param newAttributes the attributes
	 * @return the start
	 */
	public ObservationStart withAttributes(TraceAttributes newAttributes) {
		return new ObservationStart(this.type, this.name, this.firstName, newAttributes, this.completion);
	}

	/**
	 * This start of an observation about which more may be learned after its stop.
	 * @param newCompletion completes when all is known, in whatever way; without that
	 * nothing is ever sent
	 * @return the start
	 */
	public ObservationStart completedBy(CompletionStage<?> newCompletion) {
		return new ObservationStart(this.type, this.name, this.firstName, this.attributes, newCompletion);
	}

	/**
	 * Returns the type, or {@code null} for an observation that is hidden: those below it
	 * belong to the next one above.
	 * @return the type, or {@code null} for an observation that is hidden: those below it
	 * belong to the next one above
	 */
	public @Nullable ObservationType type() {
		return this.type;
	}

	/**
	 * Returns the name, or {@code null} for the one that the context has at its end.
	 * @return the name, or {@code null} for the one that the context has at its end
	 */
	public @Nullable String name() {
		return this.name;
	}

	/**
	 * Returns the name to use until the context has one: observations below a root are
	 * sent with its name before it ends.
	 * @return the initial name
	 */
	public @Nullable String firstName() {
		return this.firstName;
	}

	/**
	 * Returns the attributes for the observations below.
	 * @return the attributes
	 */
	public TraceAttributes attributes() {
		return this.attributes;
	}

	/**
	 * Returns when everything is known that {@link ObservationMapper#map} copies, if that
	 * can be after the stop; the observation still ends with its stop.
	 * @return when everything is known that {@link ObservationMapper#map} copies, if that
	 * can be after the stop; the observation still ends with its stop
	 */
	public @Nullable CompletionStage<?> completion() {
		return this.completion;
	}

}
