/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.Resource;
import org.springframework.util.Assert;

/**
 * Base class of the specifications of text and chat prompts. Immutable.
 *
 * @param <S> the type of the specification
 * @param <P> the type of prompt
 */
abstract class AbstractPromptSpec<S extends PromptSpec<S, P>, P extends Prompt<P>> implements PromptSpec<S, P> {

	private final DefaultLangfusePrompts prompts;

	private final PromptQuery query;

	AbstractPromptSpec(DefaultLangfusePrompts prompts, PromptQuery query) {
		this.prompts = prompts;
		this.query = query;
	}

	abstract S withQuery(DefaultLangfusePrompts prompts, PromptQuery query);

	abstract P create(AbstractPrompt.Binding binding);

	final String name() {
		return this.query.name();
	}

	final S withFallback(Fallback fallback) {
		return with(this.query.withFallback(fallback));
	}

	private S with(PromptQuery other) {
		return withQuery(this.prompts, other);
	}

	@Override
	public final S label(String label) {
		return with(this.query.withSelection(PromptKey.requireLabel(label), 0));
	}

	@Override
	public final S version(int version) {
		return with(this.query.withSelection(null, PromptKey.requireVersion(version)));
	}

	@Override
	public final S abTest(Map<String, ? extends Number> weights, @Nullable String key) {
		Assert.notNull(weights, "Weights are needed");
		return with(this.query.withSelection(AbTest.choose(this.query.name(), weights, key), 0));
	}

	@Override
	public final S cacheTtl(Duration ttl) {
		Assert.isTrue(ttl != null && !ttl.isNegative(), "The age of a cached prompt must not be negative");
		return with(this.query.withTtl(ttl));
	}

	@Override
	public final S fallback(Resource file) {
		Assert.notNull(file, "A file is needed");
		return withFallback((name) -> FallbackFiles.read(name, file));
	}

	@Override
	public final P get() {
		return create(this.prompts.get(this.query));
	}

	@Override
	public final Mono<P> mono() {
		return this.prompts.mono(this.query).map(this::create);
	}

}
