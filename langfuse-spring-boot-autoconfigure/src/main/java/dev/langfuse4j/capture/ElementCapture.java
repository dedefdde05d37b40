package dev.langfuse4j.capture;

import java.util.function.Supplier;

import dev.langfuse4j.callback.Unobserved;
import org.jspecify.annotations.Nullable;

/**
 * Captures values that come one after the other, each at once, as it may change or be
 * gone later: texts as the text they make together, others as a list. Bounded like one
 * value. Wiring; thread-safe, never throws.
 */
public final class ElementCapture {

	private final Supplier<ValueFreezer> freezers;

	private final StringBuilder text = new StringBuilder();

	private final int textLimit;

	private long textLength;

	private @Nullable ValueFreezer list;

	private int kept;

	private int missing;

	ElementCapture(Supplier<ValueFreezer> freezers, int textLimit) {
		this.freezers = freezers;
		this.textLimit = textLimit;
	}

	/**
	 * Captures the next value.
	 * @param element the value
	 */
	public synchronized void add(@Nullable Object element) {
		Object caller = Unobserved.enter(this);
		try {
			if (this.list == null && element instanceof CharSequence characters) {
				append(characters.toString());
			}
			else {
				next(beginList(), element);
			}
		}
		catch (Throwable ex) {
		}
		finally {
			Unobserved.leave(caller);
		}
	}

	/**
	 * What was captured. No value is taken afterwards.
	 * @return the content, or {@code null} if there was no value
	 */
	public synchronized @Nullable Content content() {
		if (this.list != null) {
			this.list.endElements(this.missing);
			return this.list.content();
		}
		return (this.textLength > 0) ? Content.text(TextLimit.precut(this.text, this.textLength, this.textLimit))
				: null;
	}

	private void append(String characters) {
		this.textLength += characters.length();
		int room = TextLimit.precutLength(this.textLimit) - this.text.length();
		this.text.append(characters, 0, Math.min(characters.length(), Math.max(0, room)));
	}

	private ValueFreezer beginList() {
		ValueFreezer list = this.list;
		if (list == null) {
			list = this.freezers.get();
			list.startElements();
			this.list = list;
			if (this.textLength > 0) {
				next(list, this.text.toString());
			}
		}
		return list;
	}

	private void next(ValueFreezer list, @Nullable Object element) {
		if (list.element(element, this.kept)) {
			this.kept++;
		}
		else {
			this.missing++;
		}
	}

}
