package dev.langfuse4j.autoconfigure;

/**
 * What is recorded and how much of it.
 */
public class CaptureProperties {

	/**
	 * Whether content leaves the application at all. With 'metadata-only' neither input,
	 * output, metadata of the application, messages nor stack traces are recorded.
	 */
	private Mode mode = Mode.FULL;

	/**
	 * Whether to record arguments where the annotation does not say.
	 */
	private boolean input = true;

	/**
	 * Whether to record results where the annotation does not say.
	 */
	private boolean output = true;

	/**
	 * Whether to record the stack traces of errors.
	 */
	private boolean stackTrace = true;

	/**
	 * Characters kept of one text.
	 */
	private int maxTextLength = 200_000;

	/**
	 * Characters kept of one observation.
	 */
	private int maxTotalLength = 1_000_000;

	/**
	 * Levels of nesting that are followed.
	 */
	private int maxDepth = 16;

	/**
	 * Elements kept of one collection, array or map.
	 */
	private int maxElements = 1_000;

	public Mode getMode() {
		return this.mode;
	}

	public void setMode(Mode mode) {
		this.mode = mode;
	}

	public boolean isInput() {
		return this.input;
	}

	public void setInput(boolean input) {
		this.input = input;
	}

	public boolean isOutput() {
		return this.output;
	}

	public void setOutput(boolean output) {
		this.output = output;
	}

	public boolean isStackTrace() {
		return this.stackTrace;
	}

	public void setStackTrace(boolean stackTrace) {
		this.stackTrace = stackTrace;
	}

	public int getMaxTextLength() {
		return this.maxTextLength;
	}

	public void setMaxTextLength(int maxTextLength) {
		this.maxTextLength = maxTextLength;
	}

	public int getMaxTotalLength() {
		return this.maxTotalLength;
	}

	public void setMaxTotalLength(int maxTotalLength) {
		this.maxTotalLength = maxTotalLength;
	}

	public int getMaxDepth() {
		return this.maxDepth;
	}

	public void setMaxDepth(int maxDepth) {
		this.maxDepth = maxDepth;
	}

	public int getMaxElements() {
		return this.maxElements;
	}

	public void setMaxElements(int maxElements) {
		this.maxElements = maxElements;
	}

	/**
	 * Whether content is recorded.
	 */
	public enum Mode {

		/**
		 * Content is recorded.
		 */
		FULL,

		/**
		 * Names, times, models and usage are recorded, no content.
		 */
		METADATA_ONLY

	}

}
