package dev.langfuse4j.export.delivery;

/**
 * The search for what a server refuses in a batch. One culprit is found; against more the
 * number of requests is bounded: one for the whole, and two for each time it can be
 * halved.
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
	 * Whether it ended without anything delivered: what is refused is not a part.
	 */
	boolean isFruitless() {
		return this.open <= 0 && !this.anyDelivered;
	}

}
