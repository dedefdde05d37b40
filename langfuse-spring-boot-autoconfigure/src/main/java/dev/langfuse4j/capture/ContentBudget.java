package dev.langfuse4j.capture;

import dev.langfuse4j.lang.Internal;

/**
 * The characters that the content of one observation may take altogether, whoever
 * captures it. Thread-safe.
 */
@Internal
public interface ContentBudget {

	/**
	 * Nothing is recorded.
	 */
	ContentBudget NONE = new ContentBudget() {

		@Override
		public int left() {
			return 0;
		}

		@Override
		public void take(int characters) {
		}

	};

	/**
	 * Returns the remaining number of characters.
	 * @return the characters, never negative
	 */
	int left();

	/**
	 * Takes from what is left.
	 * @param characters how many, fewer than zero to give back
	 */
	void take(int characters);

}
