/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.List;

import dev.langfuse4j.lang.Internal;

/**
 * A page of a list of prompts.
 *
 * @param prompts the prompts
 * @param page the number of the page, starting at 1
 * @param totalPages how many pages there are
 * @param totalPrompts how many prompts there are
 * @since 0.1.0
 */
public record PromptPage(List<PromptSummary> prompts, int page, int totalPages, int totalPrompts) {

	/**
	 * Creates a page.
	 * @param prompts the prompts
	 * @param page the number of the page, starting at 1
	 * @param totalPages how many pages there are
	 * @param totalPrompts how many prompts there are
	 */
	@Internal
	public PromptPage {
	}

	/**
	 * Whether there is another page after this one.
	 * @return whether this is not the last page
	 */
	public boolean hasNext() {
		return this.page < this.totalPages;
	}

}
