package dev.langfuse4j.prompt;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Which prompts to list.
 *
 * @param name the exact name, or {@code null} for any
 * @param label a label that a version has, or {@code null} for any
 * @param tag a tag of the prompt, or {@code null} for any
 * @param page the number of the page, starting at 1
 * @param size the prompts of a page, 100 at most
 */
public record PromptFilter(@Nullable String name, @Nullable String label, @Nullable String tag, int page, int size) {

	/**
	 * Creates a filter.
	 * @param name the exact name, or {@code null} for any
	 * @param label a label that a version has, or {@code null} for any
	 * @param tag a tag of the prompt, or {@code null} for any
	 * @param page the number of the page, starting at 1
	 * @param size the prompts of a page, 100 at most
	 */
	public PromptFilter {
		Assert.isTrue(page >= 1, "Pages start at 1");
		Assert.isTrue(size >= 1 && size <= 100, "A page has 1 to 100 prompts");
	}

	/**
	 * The first hundred prompts.
	 * @return a filter that takes all
	 */
	public static PromptFilter all() {
		return new PromptFilter(null, null, null, 1, 100);
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

}
