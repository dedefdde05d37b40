package dev.langfuse4j.prompt;

/**
 * A part of the template of a chat prompt: a message, or a placeholder for messages.
 */
public sealed interface ChatPromptPart permits PromptMessage, PromptPlaceholder {

}
