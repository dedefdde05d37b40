/**
 * Spring AI: its messages as Langfuse shows them.
 */
@NullMarked
package dev.langfuse4j.springai;

import org.jspecify.annotations.NullMarked;
