package dev.langfuse4j.capture;

import dev.langfuse4j.lang.Internal;

/**
 * The number of tokens of the last value that was captured in one place, such as the
 * arguments of one method. It is the initial capacity for the next value. May be used by
 * several threads: it is a guess.
 */
@Internal
public final class ExpectedSize {

	private static final int MAX = 1_024;

	private int tokens = JsonTokens.INITIAL_SIZE;

	/**
	 * Creates a guess.
	 */
	public ExpectedSize() {
	}

	int tokens() {
		return this.tokens;
	}

	void found(int size) {
		int found = Math.min(MAX, Math.max(JsonTokens.INITIAL_SIZE, size));
		if (found != this.tokens) {
			this.tokens = found;
		}
	}

}
