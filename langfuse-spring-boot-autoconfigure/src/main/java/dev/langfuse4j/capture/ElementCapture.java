/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.function.Function;
import java.util.function.Supplier;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Captures consecutive values, each of them at once, because it may change later. Texts
 * are joined, parts of one value become that value, and others a list. They are bounded
 * like one value, by the remaining budget of the observation. Thread-safe, never throws.
 *
 * @since 0.1.0
 */
@Internal
public final class ElementCapture {

	private final Supplier<ValueFreezer> freezers;

	private final Function<Class<?>, @Nullable ElementConverter> converters;

	private final ContentBudget budget;

	private final StringBuilder text = new StringBuilder();

	private final int maxTextLength;

	private long textLength;

	/**
	 * The characters taken from the budget.
	 */
	private int taken;

	private @Nullable ElementConverter converter;

	private ElementConverter.@Nullable Parts parts;

	private @Nullable ValueFreezer list;

	private int kept;

	private int missing;

	/**
	 * Creates a capture.
	 * @param freezers for values other than texts
	 * @param converters join values of a class that are parts of one
	 * @param maxTextLength the maximum number of characters of a text
	 * @param budget the common budget of the values
	 */
	ElementCapture(Supplier<ValueFreezer> freezers, Function<Class<?>, @Nullable ElementConverter> converters,
			int maxTextLength, ContentBudget budget) {
		this.freezers = freezers;
		this.converters = converters;
		this.maxTextLength = maxTextLength;
		this.budget = budget;
	}

	/**
	 * Captures the next value.
	 * @param element the value
	 */
	public synchronized void add(@Nullable Object element) {
		boolean outer = Unobserved.enter();
		try {
			if (this.list == null && this.parts == null && element instanceof CharSequence characters) {
				append(characters.toString());
			}
			else if (!isPart(element)) {
				next(beginList(), element);
			}
		}
		catch (Throwable ex) {
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	/**
	 * Returns the captured content. Further values are ignored.
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
		if (this.parts != null) {
			return whole(this.parts);
		}
		if (this.textLength == this.text.length()) {
			return (this.textLength > 0) ? CapturedContent.text(this.text.toString(), limit) : null;
		}
		return CapturedContent.beginning(this.text, this.textLength, limit);
	}

	private @Nullable CapturedContent whole(ElementConverter.Parts parts) {
		boolean outer = Unobserved.enter();
		try {
			Object whole = parts.whole();
			if (whole == null) {
				return null;
			}
			ValueFreezer freezer = this.freezers.get();
			freezer.value(whole);
			return freezer.content();
		}
		catch (Throwable ex) {
			return CapturedContent.text("<" + Marker.notCaptured(ex) + ">");
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	/**
	 * Adds a part of the same value as those before.
	 */
	private boolean isPart(@Nullable Object element) {
		if (this.list != null || this.textLength > 0 || element == null) {
			return false;
		}
		ElementConverter.Parts parts = this.parts;
		if (parts == null) {
			this.converter = this.converters.apply(element.getClass());
			parts = (this.converter != null) ? this.converter.begin(this.maxTextLength) : null;
			this.parts = parts;
		}
		if (parts == null || this.converter == null || !this.converter.supports(element.getClass())) {
			return false;
		}
		parts.add(element);
		return true;
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
			// The budget taken for the text now pays for the element that it becomes
			take(0);
			list = this.freezers.get();
			list.startElements();
			this.list = list;
			Object whole = (this.parts != null) ? this.parts.whole() : null;
			if (whole != null) {
				next(list, whole);
			}
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
