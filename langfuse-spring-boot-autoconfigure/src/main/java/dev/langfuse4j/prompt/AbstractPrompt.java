/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.observation.PromptReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.util.Assert;

/**
 * Base class of text and chat prompts. Immutable.
 *
 * @param <P> the type of prompt
 */
abstract class AbstractPrompt<P extends Prompt<P>> implements Prompt<P> {

	private final Binding binding;

	AbstractPrompt(Binding binding) {
		this.binding = binding;
	}

	abstract P withBinding(Binding other);

	abstract void collectVariables(Collection<String> names);

	final Binding binding() {
		return this.binding;
	}

	@Override
	public final String name() {
		return this.binding.prompt().name();
	}

	@Override
	public final int version() {
		return this.binding.prompt().version();
	}

	@Override
	public final List<String> labels() {
		return this.binding.prompt().labels();
	}

	@Override
	public final List<String> tags() {
		return this.binding.prompt().tags();
	}

	@Override
	public final @Nullable String label() {
		return this.binding.label();
	}

	@Override
	public final boolean isFallback() {
		return this.binding.prompt().isFallback();
	}

	@Override
	public final Set<String> variables() {
		Set<String> names = new LinkedHashSet<>();
		collectVariables(names);
		return Collections.unmodifiableSet(names);
	}

	@Override
	public final JsonNode config() {
		// JSON of others can be changed by whoever gets it
		return this.binding.prompt().config().deepCopy();
	}

	@Override
	public final <T> T config(Class<T> type) {
		Assert.notNull(type, "A type is needed");
		return this.binding.tools().configs().read(this.binding.prompt(), type);
	}

	@Override
	public final @Nullable PromptReference reference() {
		return isFallback() ? null : new PromptReference(name(), version());
	}

	@Override
	public final P with(String variable, @Nullable Object value) {
		Assert.notNull(variable, "A variable needs a name");
		Map<String, @Nullable Object> one = new LinkedHashMap<>();
		one.put(variable, value);
		return withBinding(this.binding.with(one));
	}

	@Override
	public final P with(Map<String, ? extends @Nullable Object> values) {
		Assert.notNull(values, "Values are needed");
		return withBinding(this.binding.with(values));
	}

	@Override
	public final P with(Record model) {
		Assert.notNull(model, "A record is needed");
		return withBinding(this.binding.with(PromptValues.components(model)));
	}

	@Override
	public final P strict() {
		return withBinding(new Binding(this.binding.prompt(), this.binding.label(), this.binding.tools(),
				this.binding.values(), true));
	}

	/**
	 * Called before compiling.
	 */
	final void checkVariables() {
		if (!this.binding.strict()) {
			return;
		}
		List<String> missing = variables().stream()
			.filter((name) -> !this.binding.values().containsKey(name))
			.map((name) -> Escape.line(name, 100))
			.toList();
		if (!missing.isEmpty()) {
			throw new PromptCompileException("Variables of the " + describe() + " have no value: "
					+ String.join(", ", missing) + ". Set them with with(…), or do not call strict().");
		}
	}

	final String describe() {
		return PromptKey.describe(name()) + (isFallback() ? " (a fallback)" : ", version " + version());
	}

	/**
	 * Shows neither the text nor the values.
	 */
	@Override
	public final String toString() {
		return describe();
	}

	/**
	 * A version and the values for it.
	 *
	 * @param prompt the version
	 * @param label the requested label
	 * @param tools the tools to compile it
	 * @param values the values by the names of variables
	 * @param strict whether each variable needs one
	 */
	record Binding(PromptVersion prompt, @Nullable String label, PromptTools tools,
			Map<String, @Nullable Object> values, boolean strict) {

		Binding with(Map<String, ? extends @Nullable Object> more) {
			Map<String, @Nullable Object> all = new LinkedHashMap<>(this.values);
			all.putAll(more);
			return new Binding(this.prompt, this.label, this.tools, Collections.unmodifiableMap(all), this.strict);
		}

	}

}
