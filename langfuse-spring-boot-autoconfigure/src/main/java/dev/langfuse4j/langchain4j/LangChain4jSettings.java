package dev.langfuse4j.langchain4j;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationType;

/**
 * Settings of the observation of LangChain4j. Made from {@code langfuse.langchain4j.*}.
 *
 * @param enabled whether calls are observed
 * @param aiServiceType the type of an AI service call, unless it is an agent
 * @param reasoningApart whether to count reasoning separately from the output
 */
@Internal
public record LangChain4jSettings(boolean enabled, ObservationType aiServiceType, boolean reasoningApart) {

}
