/**
 * Auto-configuration for LangChain4j.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.langchain4j;

import org.jspecify.annotations.NullMarked;
