/**
 * A connection to the Langfuse of a test's container.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.testcontainers;

import org.jspecify.annotations.NullMarked;
