/**
 * Auto-configuration of managed prompts.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.prompt;

import org.jspecify.annotations.NullMarked;
