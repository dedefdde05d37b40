/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The response of a reactive web application to one request, for those who wait for its
 * end. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ServedResponse {

	private static final String KEY = ServedResponse.class.getName();

	private @Nullable List<Runnable> callbacks = new ArrayList<>(2);

	/**
	 * Creates a response that has not ended.
	 */
	public ServedResponse() {
	}

	static @Nullable ServedResponse in(ContextView context) {
		return context.getOrDefault(KEY, null);
	}

	/**
	 * Makes the response known in a reactive pipeline.
	 * @param context the Reactor context
	 * @return the context with the response
	 */
	public Context writeTo(Context context) {
		return context.put(KEY, this);
	}

	/**
	 * Says that the response has ended. Called more than once it does nothing.
	 */
	public void end() {
		List<Runnable> callbacks;
		synchronized (this) {
			callbacks = this.callbacks;
			this.callbacks = null;
		}
		if (callbacks != null) {
			callbacks.forEach(Runnable::run);
		}
	}

	void onEnd(Runnable callback) {
		synchronized (this) {
			if (this.callbacks != null) {
				this.callbacks.add(callback);
				return;
			}
		}
		callback.run();
	}

}
