package dev.langfuse4j.langchain4j;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationType;

/**
 * Settings of the observation of LangChain4j. Made from {@code langfuse.langchain4j.*}.
 *
 * @param enabled whether they are shown at all
 * @param aiServiceType what a call of an AI service is shown as, unless it is an agent
 * @param reasoningApart whether reasoning is counted apart from the output
 */
@Internal
public record LangChain4jSettings(boolean enabled, ObservationType aiServiceType, boolean reasoningApart) {

}
