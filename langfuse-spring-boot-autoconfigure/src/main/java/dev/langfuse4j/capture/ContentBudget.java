package dev.langfuse4j.capture;

/**
 * The characters that the content of one observation may take altogether, whoever
 * captures it. Wiring; thread-safe.
 */
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
	 * What is left.
	 * @return the characters, never negative
	 */
	int left();

	/**
	 * Takes from what is left.
	 * @param characters how many, fewer than zero to give back
	 */
	void take(int characters);

}
