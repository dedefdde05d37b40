/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import dev.langfuse4j.lang.Internal;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The Micrometer context of every observation that this library starts. It contains the
 * values that are known at the start, and the live handle. It never contains content,
 * neither directly nor in key-values, which would become metric tags.
 * <p>
 * Public for {@link io.micrometer.observation.ObservationHandler}s,
 * {@link io.micrometer.observation.ObservationPredicate}s and conventions of the
 * application.
 *
 * @since 0.1.0
 */
public class LangfuseObservationContext extends Observation.Context {

	private final ObservationDefinition definition;

	final KeyValues keyValues;

	/**
	 * Whether the key-values are among those of low cardinality.
	 */
	private volatile boolean tagged;

	/**
	 * Creates a context.
	 * @param definition the values of the observation that are known at its start
	 */
	@SuppressWarnings("this-escape")
	@Internal
	protected LangfuseObservationContext(ObservationDefinition definition) {
		this.definition = definition;
		this.keyValues = definition.keyValues();
		setContextualName(definition.name());
	}

	/**
	 * Returns the values of the observation that are known at its start.
	 * @return the definition
	 */
	@Internal
	public ObservationDefinition getDefinition() {
		return this.definition;
	}

	/**
	 * The observation's name in Langfuse.
	 * @return the name
	 */
	public String getObservationName() {
		return this.definition.name();
	}

	/**
	 * The observation's type.
	 * @return the type
	 */
	public ObservationType getType() {
		return this.definition.type();
	}

	/**
	 * The model that is called, as far as it is known at the start.
	 * @return the model's name
	 */
	public @Nullable String getModel() {
		return this.definition.model();
	}

	/**
	 * The version of the observed code.
	 * @return the version
	 */
	public @Nullable String getVersion() {
		return this.definition.version();
	}

	/**
	 * Whether a trace of its own is started.
	 * @return whether a new trace is started
	 */
	public boolean isNewTrace() {
		return this.definition.newTrace();
	}

	/**
	 * The live handle.
	 * @return the handle, never {@code null}; the no-op one before the start
	 */
	public LangfuseObservation getObservation() {
		return LangfuseObservation.noop();
	}

	/**
	 * Returns the key-values with which meters and spans are tagged.
	 * @return key-values of low cardinality
	 */
	public KeyValues getKeyValues() {
		return this.keyValues;
	}

	/**
	 * Keeps the key-values of this context as they are: the convention adds them at the
	 * start and again at the end, and to put each into a map both times would take a
	 * fifth of a call.
	 */
	@Override
	public Observation.Context addLowCardinalityKeyValues(KeyValues added) {
		if (added != this.keyValues) {
			return super.addLowCardinalityKeyValues(added);
		}
		if (!this.tagged) {
			this.tagged = true;
		}
		return this;
	}

	@Override
	public Observation.Context addHighCardinalityKeyValues(KeyValues added) {
		// Micrometer adds those of the convention at each start and stop
		return (added != KeyValues.empty()) ? super.addHighCardinalityKeyValues(added) : this;
	}

	@Override
	public KeyValues getLowCardinalityKeyValues() {
		KeyValues others = super.getLowCardinalityKeyValues();
		return this.tagged ? this.keyValues.and(others) : others;
	}

	@Override
	public @Nullable KeyValue getLowCardinalityKeyValue(String key) {
		KeyValue other = super.getLowCardinalityKeyValue(key);
		if (other != null || !this.tagged) {
			return other;
		}
		return this.keyValues.stream().filter((keyValue) -> keyValue.getKey().equals(key)).findFirst().orElse(null);
	}

	@Override
	public Observation.Context removeLowCardinalityKeyValue(String key) {
		if (this.tagged) {
			KeyValues others = super.getLowCardinalityKeyValues();
			super.addLowCardinalityKeyValues(this.keyValues);
			super.addLowCardinalityKeyValues(others);
			this.tagged = false;
		}
		return super.removeLowCardinalityKeyValue(key);
	}

}
