/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * A variable, besides the parameters, in expressions of
 * {@link dev.langfuse4j.annotation.Observe @Observe} besides parameters. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public interface ExpressionVariable {

	/**
	 * The name of the variable, without {@code #}.
	 * @return the name
	 */
	String name();

	/**
	 * Looks up the value: for an expression that names the variable, never otherwise.
	 * @param reactorContext the context of the reactive pipeline that is observed, empty
	 * outside of one
	 * @return the value
	 */
	@Nullable Object value(ContextView reactorContext);

}
