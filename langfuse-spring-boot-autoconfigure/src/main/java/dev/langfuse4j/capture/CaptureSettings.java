package dev.langfuse4j.capture;

/**
 * What is captured and how much of it. Wiring: made from {@code langfuse.capture.*}.
 *
 * @param content whether input, output, metadata, status and error messages and stack
 * traces are recorded at all
 * @param input whether arguments are recorded where the annotation does not say
 * @param output whether results are recorded where the annotation does not say
 * @param stackTraces whether stack traces of errors are recorded
 * @param maxTextLength the characters kept of one text
 * @param maxTotalLength the characters kept of one observation
 * @param maxDepth the levels of nesting that are followed
 * @param maxElements the elements kept of one collection, array or map
 */
public record CaptureSettings(boolean content, boolean input, boolean output, boolean stackTraces, int maxTextLength,
		int maxTotalLength, int maxDepth, int maxElements) {

	/**
	 * The settings of an application that configures nothing.
	 * @return the defaults
	 */
	public static CaptureSettings defaults() {
		return new CaptureSettings(true, true, true, true, 200_000, 1_000_000, 16, 1_000);
	}

}
