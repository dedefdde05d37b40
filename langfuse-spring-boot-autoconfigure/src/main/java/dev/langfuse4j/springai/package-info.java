/**
 * Spring AI: what its observations and messages are in Langfuse.
 */
@NullMarked
package dev.langfuse4j.springai;

import org.jspecify.annotations.NullMarked;
