/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

/**
 * The search for the refused item of a batch. One refused item is found. The number of
 * requests is bounded if there are several: one for the whole batch, and two for each
 * time it can be halved.
 */
final class Bisection {

	private int splits;

	private int open = 1;

	private boolean anyDelivered;

	Bisection(int observations) {
		this.splits = Integer.SIZE - Integer.numberOfLeadingZeros(observations - 1);
	}

	/**
	 * Whether a refused part may be halved.
	 */
	boolean split() {
		if (this.splits == 0) {
			return false;
		}
		this.splits--;
		return true;
	}

	/**
	 * A part became so many.
	 */
	void replaced(int parts) {
		this.open += parts - 1;
	}

	void settled(boolean delivered) {
		this.open--;
		this.anyDelivered |= delivered;
	}

	/**
	 * Whether it ended without a delivered item, so that the server refuses the whole
	 * batch.
	 */
	boolean isFruitless() {
		return this.open <= 0 && !this.anyDelivered;
	}

}
