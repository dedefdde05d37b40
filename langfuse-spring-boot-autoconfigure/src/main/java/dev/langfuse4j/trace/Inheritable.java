/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.observation.TraceAttributes;

/**
 * An observation or scope that hands attributes down.
 */
interface Inheritable {

	/**
	 * Returns the attributes for the observations below, including inherited ones.
	 */
	TraceAttributes attributes();

}
