/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.Collection;

/**
 * The one implementation of {@link TextPrompt}.
 */
final class DefaultTextPrompt extends AbstractPrompt<TextPrompt> implements TextPrompt {

	private final PromptTemplate template;

	DefaultTextPrompt(Binding binding, PromptTemplate template) {
		super(binding);
		this.template = template;
	}

	@Override
	TextPrompt withBinding(Binding other) {
		return new DefaultTextPrompt(other, this.template);
	}

	@Override
	void collectVariables(Collection<String> names) {
		this.template.collectVariables(names);
	}

	@Override
	public String template() {
		return this.template.source();
	}

	@Override
	public String text() {
		checkVariables();
		return this.template.compile(binding().values(), binding().tools().values());
	}

}
