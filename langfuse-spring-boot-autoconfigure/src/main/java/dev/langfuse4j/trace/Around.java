/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import org.jspecify.annotations.Nullable;

/**
 * The project and the request of the code around an observation. They apply to traces
 * that begin in it, including new traces within an observation. Immutable.
 *
 * @param project the project of the nearest code that has one
 * @param request the request that is being served
 */
record Around(@Nullable String project, @Nullable IncomingRequest request) {

	static final Around NOTHING = new Around(null, null);

	/**
	 * Returns what holds below a carrier.
	 */
	Around within(TraceOrigin origin) {
		String nearer = origin.project();
		IncomingRequest served = origin.request();
		if (nearer == null && served == null) {
			return this;
		}
		return new Around((nearer != null) ? nearer : this.project, (served != null) ? served : this.request);
	}

	/**
	 * Returns what holds where another request is known.
	 */
	Around serving(@Nullable IncomingRequest served) {
		return (served != null) ? new Around(this.project, served) : this;
	}

}
