package dev.langfuse4j.capture;

import dev.langfuse4j.logging.Fatal;
import org.jspecify.annotations.Nullable;

/**
 * Turns Java values into {@link Content}: bounded in depth, elements and characters, with
 * cycles cut. Never throws, never blocks, whatever a getter or {@code toString} of a
 * value does; a part that cannot be read becomes a short marker. Wiring, shared by all
 * rooms that record content; thread-safe.
 */
public final class ContentCapture {

	private final CaptureSettings settings;

	private final ErrorCapture errors;

	private final ValueShapes shapes = new ValueShapes();

	/**
	 * Creates a capture.
	 * @param settings what is captured and how much
	 */
	public ContentCapture(CaptureSettings settings) {
		this.settings = settings;
		this.errors = new ErrorCapture(settings);
	}

	/**
	 * The settings in force.
	 * @return the settings
	 */
	public CaptureSettings settings() {
		return this.settings;
	}

	/**
	 * Captures what the user's code handles: input, output, metadata.
	 * @param value the value, may be {@code null}
	 * @param budget the characters this content may take
	 * @return the content, or {@code null} for {@code null} or when no content is
	 * recorded
	 */
	public @Nullable Content content(@Nullable Object value, int budget) {
		return this.settings.content() ? value(value, budget) : null;
	}

	/**
	 * Captures a method's arguments as one JSON object.
	 * @param names the names of the parameters
	 * @param arguments the arguments, as many as names
	 * @param budget the characters this content may take
	 * @return the content, or {@code null} without arguments or when no content is
	 * recorded
	 */
	public @Nullable Content arguments(String[] names, @Nullable Object[] arguments, int budget) {
		if (!this.settings.content() || names.length == 0) {
			return null;
		}
		return guarded((freezer) -> freezer.arguments(names, arguments), budget);
	}

	/**
	 * Captures a value that is no content in the sense of
	 * {@link CaptureSettings#content()}, such as the parameters of a model call.
	 * @param value the value, may be {@code null}
	 * @param budget the characters this content may take
	 * @return the content, or {@code null} for {@code null}
	 */
	public @Nullable Content value(@Nullable Object value, int budget) {
		if (value == null) {
			return null;
		}
		if (value instanceof String text) {
			return Content.text(TextLimit.cut(text, Math.min(this.settings.maxTextLength(), budget)));
		}
		return guarded((freezer) -> freezer.value(value), budget);
	}

	/**
	 * Captures an exception.
	 * @param error the exception
	 * @return what is recorded of it
	 */
	public CapturedError error(Throwable error) {
		return this.errors.capture(error);
	}

	private Content guarded(Freezing freezing, int budget) {
		try {
			ValueFreezer freezer = new ValueFreezer(this.settings, this.shapes, budget);
			freezing.freeze(freezer);
			return freezer.content();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			return Content.text("<not captured: " + ex.getClass().getSimpleName() + ">");
		}
	}

	private interface Freezing {

		void freeze(ValueFreezer freezer);

	}

}
