/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.mask.Maskers;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Names items for people: by the id and the beginning of the input, which maskers have
 * seen. Names of tests are shown by many tools, so the input can be left out.
 */
final class ItemTitles {

	private static final String PARAMETER = "langfuse.experiment.display-names";

	private static final int MAX_ID = 12;

	private static final int MAX_INPUT = 40;

	/**
	 * The characters that are masked, as more than these are never shown.
	 */
	private static final int MAX_MASKED = 2_000;

	private final boolean input;

	private final Maskers maskers;

	private final ItemValues values;

	ItemTitles(ExtensionContext test, TestBeans beans, ItemValues values) {
		String names = test.getConfigurationParameter(PARAMETER).orElse("input");
		if (!names.equals("input") && !names.equals("id")) {
			throw new IllegalArgumentException("JUnit's configuration parameter '" + PARAMETER + "' is '" + names
					+ "': set it to 'input' or 'id'");
		}
		this.input = names.equals("input");
		this.maskers = beans.get(Maskers.class);
		this.values = values;
	}

	String title(DatasetItem<?, ?> item) {
		String id = (item.id().length() > MAX_ID) ? item.id().substring(0, MAX_ID) + "…" : item.id();
		Object value = item.input();
		if (!this.input || value == null) {
			return "item " + Escape.line(id, MAX_ID + 1);
		}
		String text = this.values.text(value);
		String masked = this.maskers.mask(text.substring(0, Math.min(text.length(), MAX_MASKED)))
			.strip()
			.replaceAll("\\s+", " ");
		String shown = (masked.length() > MAX_INPUT) ? masked.substring(0, MAX_INPUT).stripTrailing() + "…" : masked;
		return Escape.line("item " + id + ": " + shown, MAX_ID + MAX_INPUT + 10);
	}

}
