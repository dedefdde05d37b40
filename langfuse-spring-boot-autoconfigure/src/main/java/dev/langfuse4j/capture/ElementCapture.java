package dev.langfuse4j.capture;

import dev.langfuse4j.logging.Fatal;
import org.jspecify.annotations.Nullable;

/**
 * Captures values that come one after the other, each at once, as it may change or be
 * gone later: texts as the text they make together, others as a list. Bounded like one
 * value. Wiring; thread-safe, never throws.
 */
public final class ElementCapture {

	private final ValueFreezer freezer;

	private final StringBuilder text = new StringBuilder();

	private final int textLimit;

	private long textLength;

	private boolean list;

	private int kept;

	private int missing;

	ElementCapture(ValueFreezer freezer, int textLimit) {
		this.freezer = freezer;
		this.textLimit = textLimit;
	}

	/**
	 * Captures the next value.
	 * @param element the value
	 */
	public synchronized void add(@Nullable Object element) {
		try {
			if (!this.list && element instanceof CharSequence characters) {
				append(characters.toString());
			}
			else {
				beginList();
				next(element);
			}
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
		}
	}

	/**
	 * What was captured. No value is taken afterwards.
	 * @return the content, or {@code null} if there was no value
	 */
	public synchronized @Nullable Content content() {
		if (this.list) {
			this.freezer.endElements(this.missing);
			return this.freezer.content();
		}
		return (this.textLength > 0) ? Content.text(TextLimit.precut(this.text, this.textLength, this.textLimit))
				: null;
	}

	private void append(String characters) {
		this.textLength += characters.length();
		int room = TextLimit.precutLength(this.textLimit) - this.text.length();
		this.text.append(characters, 0, Math.min(characters.length(), Math.max(0, room)));
	}

	private void beginList() {
		if (!this.list) {
			this.list = true;
			this.freezer.startElements();
			if (this.textLength > 0) {
				next(this.text.toString());
			}
		}
	}

	private void next(@Nullable Object element) {
		if (this.freezer.element(element, this.kept)) {
			this.kept++;
		}
		else {
			this.missing++;
		}
	}

}
