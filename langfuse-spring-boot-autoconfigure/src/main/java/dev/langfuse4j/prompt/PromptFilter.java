/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Selects the prompts to list.
 *
 * @since 0.1.0
 */
public final class PromptFilter {

	private final @Nullable String name;

	private final @Nullable String label;

	private final @Nullable String tag;

	private final int page;

	private final int size;

	private PromptFilter(@Nullable String name, @Nullable String label, @Nullable String tag, int page, int size) {
		Assert.isTrue(page >= 1, "Pages start at 1");
		Assert.isTrue(size >= 1 && size <= 100, "A page has 1 to 100 prompts");
		this.name = name;
		this.label = label;
		this.tag = tag;
		this.page = page;
		this.size = size;
	}

	/**
	 * The first hundred prompts.
	 * @return a filter that takes all
	 */
	public static PromptFilter all() {
		return new PromptFilter(null, null, null, 1, 100);
	}

	/**
	 * Takes the prompt of a name.
	 * @param name the exact name
	 * @return a filter with the name
	 */
	public PromptFilter named(String name) {
		return new PromptFilter(name, this.label, this.tag, this.page, this.size);
	}

	/**
	 * Takes prompts that have a version with a label.
	 * @param label the label
	 * @return a filter with the label
	 */
	public PromptFilter labelled(String label) {
		return new PromptFilter(this.name, label, this.tag, this.page, this.size);
	}

	/**
	 * Takes prompts that have a tag.
	 * @param tag the tag
	 * @return a filter with the tag
	 */
	public PromptFilter tagged(String tag) {
		return new PromptFilter(this.name, this.label, tag, this.page, this.size);
	}

	/**
	 * Takes another page.
	 * @param page the number of the page, starting at 1
	 * @return a filter with the page
	 */
	public PromptFilter page(int page) {
		return new PromptFilter(this.name, this.label, this.tag, page, this.size);
	}

	/**
	 * Takes pages of another size.
	 * @param size the prompts of a page, 100 at most
	 * @return a filter with the size
	 */
	public PromptFilter size(int size) {
		return new PromptFilter(this.name, this.label, this.tag, this.page, size);
	}

	/**
	 * Returns the exact name, or {@code null} for any.
	 * @return the exact name, or {@code null} for any
	 */
	public @Nullable String name() {
		return this.name;
	}

	/**
	 * Returns the label that a version must have, or {@code null} for any.
	 * @return the label, or {@code null} for any
	 */
	public @Nullable String label() {
		return this.label;
	}

	/**
	 * Returns the tag that the prompt must have, or {@code null} for any.
	 * @return the tag, or {@code null} for any
	 */
	public @Nullable String tag() {
		return this.tag;
	}

	/**
	 * Returns the number of the page, starting at 1.
	 * @return the number of the page, starting at 1
	 */
	public int page() {
		return this.page;
	}

	/**
	 * Returns the number of prompts on a page, 100 at most.
	 * @return the number of prompts
	 */
	public int size() {
		return this.size;
	}

}
