/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.observation.PromptReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version of a prompt, together with the values that were set for its variables.
 * Immutable: each {@code with} returns another prompt, so that one may be kept and used
 * by several threads.
 *
 * @param <P> the type of prompt
 * @since 0.1.0
 * @see TextPrompt
 * @see ChatPrompt
 */
public interface Prompt<P extends Prompt<P>> {

	/**
	 * The name of the prompt in Langfuse.
	 * @return the name, with its folders
	 */
	String name();

	/**
	 * The number of the version.
	 * @return the number, starting at 1, or 0 for a fallback
	 */
	int version();

	/**
	 * The labels of the version.
	 * @return the labels, empty for a fallback
	 */
	List<String> labels();

	/**
	 * The tags of the prompt.
	 * @return the tags, empty for a fallback
	 */
	List<String> tags();

	/**
	 * Returns the requested label of this version, or the label that an A/B test has
	 * chosen.
	 * @return the label, or {@code null} for a version that was requested by its number
	 */
	@Nullable String label();

	/**
	 * Whether Langfuse could not give the prompt and the application's own was taken. It
	 * is never linked to a generation.
	 * @return whether this is a fallback
	 */
	boolean isFallback();

	/**
	 * The variables of the template, whether or not they have a value.
	 * @return the names in the order in which they occur
	 */
	Set<String> variables();

	/**
	 * The configuration that is kept with the prompt, such as the model and its
	 * parameters.
	 * @return the JSON as it is, an empty object without a configuration
	 */
	JsonNode config();

	/**
	 * Reads the configuration with the application's {@code JsonMapper}. Properties that
	 * the type does not have are ignored, {@code max_tokens} is read as
	 * {@code maxTokens}.
	 * @param <T> the type to read
	 * @param type the type to read, such as a record
	 * @return the configuration
	 * @throws PromptConfigException if the configuration does not fit the type
	 */
	<T> T config(Class<T> type);

	/**
	 * The link from a generation to this version, for
	 * {@code LangfuseObservation.prompt(…)}. Adapters of frameworks set it by themselves.
	 * @return the link, or {@code null} for a fallback
	 */
	@Nullable PromptReference reference();

	/**
	 * Sets the value of a variable. A text, a number, a truth value, an enum constant or
	 * a date is inserted as it prints, {@code null} as nothing, everything else as
	 * compact JSON. A value is never searched for variables.
	 * @param variable the name of the variable
	 * @param value the value
	 * @return a prompt with the value
	 */
	P with(String variable, @Nullable Object value);

	/**
	 * Sets the values of several variables.
	 * @param values the values by the names of the variables
	 * @return a prompt with the values
	 */
	P with(Map<String, ? extends @Nullable Object> values);

	/**
	 * Sets the values of several variables.
	 * @param model a record whose components have the names of the variables
	 * @return a prompt with the values
	 */
	P with(Record model);

	/**
	 * Refuses to compile while a variable has no value. Otherwise it stays in the text as
	 * it stands there.
	 * @return a strict prompt
	 */
	P strict();

}
