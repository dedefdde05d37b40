/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

/**
 * Joins the parts of a stream to the equivalent response. Used by one thread at a time.
 */
interface StreamFormat {

	/**
	 * Takes the next part.
	 * @return whether it has a part of the answer
	 */
	boolean add(Json part);

	/**
	 * The response as far as it has come.
	 */
	Json whole();

}
