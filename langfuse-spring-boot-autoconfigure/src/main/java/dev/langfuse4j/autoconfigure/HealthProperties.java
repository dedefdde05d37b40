/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;

/**
 * Properties for the health indicator.
 *
 * @since 0.1.0
 */
@Internal
public class HealthProperties {

	/**
	 * Whether health is DOWN while Langfuse cannot be reached or refuses the keys.
	 */
	private boolean downOnFailure = false;

	public boolean isDownOnFailure() {
		return this.downOnFailure;
	}

	public void setDownOnFailure(boolean downOnFailure) {
		this.downOnFailure = downOnFailure;
	}

}
