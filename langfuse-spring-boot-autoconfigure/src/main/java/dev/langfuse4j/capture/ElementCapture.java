package dev.langfuse4j.capture;

import java.util.function.Supplier;

import dev.langfuse4j.callback.Unobserved;
import org.jspecify.annotations.Nullable;

/**
 * Captures values that come one after the other, each at once, as it may change or be
 * gone later: texts as the text they make together, others as a list. Bounded like one
 * value, by what the observation has left at each of them. Wiring; thread-safe, never
 * throws.
 */
public final class ElementCapture {

	private final Supplier<ValueFreezer> freezers;

	private final ContentBudget budget;

	private final StringBuilder text = new StringBuilder();

	private final int maxTextLength;

	private long textLength;

	/**
	 * What was taken from the budget.
	 */
	private int taken;

	private @Nullable ValueFreezer list;

	private int kept;

	private int missing;

	ElementCapture(Supplier<ValueFreezer> freezers, int maxTextLength, ContentBudget budget) {
		this.freezers = freezers;
		this.maxTextLength = maxTextLength;
		this.budget = budget;
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
	 * @return the content, or {@code null} if there was no value; who records it takes it
	 * from the budget
	 */
	public synchronized @Nullable CapturedContent content() {
		int limit = this.taken;
		take(0);
		if (this.list != null) {
			this.list.endElements(this.missing);
			return this.list.content();
		}
		return (this.textLength > 0) ? CapturedContent.beginning(this.text, this.textLength, limit) : null;
	}

	private void append(String characters) {
		this.textLength += characters.length();
		int limit = (int) Math.min(this.maxTextLength, (long) this.taken + this.budget.left());
		int room = TextLimit.precutLength(limit) - this.text.length();
		this.text.append(characters, 0, Math.min(characters.length(), Math.max(0, room)));
		take((int) Math.min(this.textLength, Math.max(this.taken, limit)));
	}

	private ValueFreezer beginList() {
		ValueFreezer list = this.list;
		if (list == null) {
			// What was taken for the text is taken for the element that it becomes
			take(0);
			list = this.freezers.get();
			list.startElements();
			this.list = list;
			if (this.textLength > 0) {
				list.beginning(this.text, this.textLength);
				this.kept++;
				take(list.used());
			}
		}
		return list;
	}

	private void next(ValueFreezer list, @Nullable Object element) {
		list.room(this.budget.left());
		if (list.element(element, this.kept)) {
			this.kept++;
		}
		else {
			this.missing++;
		}
		take(list.used());
	}

	private void take(int total) {
		this.budget.take(total - this.taken);
		this.taken = total;
	}

}
