/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

/**
 * Masks secrets that have at least one of certain characters.
 */
interface TriggeredMasker extends ContentMasker {

	/**
	 * Returns the {@link TextTraits} of which a text has at least one if this masker
	 * changes it.
	 */
	int triggers();

}
