package dev.langfuse4j.prompt;

/**
 * Changes the prompts of the project in scope. Every key of a project may do this, also
 * where labels are protected in Langfuse's user interface. What was changed is no longer
 * served from this application's cache. All methods block, at most for
 * {@code langfuse.prompt.timeout}, and are never sent a second time.
 * <p>
 * All methods throw {@link PromptNotFoundException} where there is no such prompt,
 * {@link PromptUnavailableException} where there is no server to ask,
 * {@link dev.langfuse4j.http.LangfuseApiException} where the server refuses, and
 * {@link IllegalStateException} on a thread that must not block. Thread-safe.
 *
 * @see LangfusePrompts#admin()
 */
public interface PromptAdmin {

	/**
	 * Begins a new version of a text prompt, which may be the first.
	 * @param name the name of the prompt
	 * @param template the text with its variables
	 * @return says what else the version has, and creates it
	 */
	PromptDraft text(String name, String template);

	/**
	 * Begins a new version of a chat prompt, which may be the first.
	 * @param name the name of the prompt
	 * @param template the messages with their variables, and the placeholders
	 * @return says what else the version has, and creates it
	 */
	PromptDraft chat(String name, ChatPromptPart... template);

	/**
	 * Moves labels to a version, from the versions that have them. Labels that the
	 * version has already stay.
	 * @param name the name of the prompt
	 * @param version the version
	 * @param labels the labels, not {@code latest}, which Langfuse moves by itself
	 */
	void moveLabels(String name, int version, String... labels);

	/**
	 * Lists the prompts by their names.
	 * @param filter which prompts, and which page
	 * @return a page of prompts
	 */
	PromptPage list(PromptFilter filter);

	/**
	 * Deletes a version.
	 * @param name the name of the prompt
	 * @param version the version
	 */
	void deleteVersion(String name, int version);

	/**
	 * Deletes the version that has a label, not the label alone: a label is taken off by
	 * moving it to another version.
	 * @param name the name of the prompt
	 * @param label the label
	 */
	void deleteVersionLabelled(String name, String label);

	/**
	 * Deletes a prompt with all its versions.
	 * @param name the name of the prompt
	 */
	void deleteAllVersions(String name);

}
