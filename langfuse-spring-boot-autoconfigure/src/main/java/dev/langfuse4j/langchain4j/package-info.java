/**
 * LangChain4j: its messages as Langfuse shows them.
 */
@NullMarked
package dev.langfuse4j.langchain4j;

import org.jspecify.annotations.NullMarked;
