package dev.langfuse4j.observation;

/**
 * The version of a Langfuse prompt that a generation was made with.
 *
 * @param name the prompt's name in Langfuse
 * @param version the prompt's version, starting at 1
 */
public record PromptReference(String name, int version) {

}
