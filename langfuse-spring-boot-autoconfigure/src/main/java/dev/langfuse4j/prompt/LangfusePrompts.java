package dev.langfuse4j.prompt;

/**
 * The prompts of Langfuse: written there, cached here, and served from a fallback while
 * Langfuse cannot be asked. Inject this bean.
 *
 * <pre class="code">
 * String text = prompts.text("greeting").fallback("Hi {{name}}!").get().with("name", user).text();
 *
 * ChatPrompt prompt = prompts.chat("support/answer").label("canary").get().with("product", product);
 * </pre>
 *
 * A prompt is that of the project in scope: of the current trace, else of a trace that
 * would begin here. Without keys, or with Langfuse disabled, all prompts are fallbacks.
 * Thread-safe.
 */
public interface LangfusePrompts {

	/**
	 * Asks for a text prompt.
	 * @param name the name of the prompt, with its folders: {@code team/greeting}
	 * @return says which version is wanted, and gets it
	 * @throws IllegalArgumentException if no prompt can have that name
	 */
	TextPromptSpec text(String name);

	/**
	 * Starts the specification of a chat prompt.
	 * @param name the name of the prompt, with its folders: {@code team/greeting}
	 * @return says which version is wanted, and gets it
	 * @throws IllegalArgumentException if no prompt can have that name
	 */
	ChatPromptSpec chat(String name);

	/**
	 * Creates prompts, moves labels, lists and deletes.
	 * @return the administration of the prompts of the project in scope
	 */
	PromptAdmin admin();

	/**
	 * Forgets what is cached of a prompt in the project in scope, all its versions and
	 * labels: the next call asks the server.
	 * @param name the exact name of the prompt
	 */
	void invalidate(String name);

}
