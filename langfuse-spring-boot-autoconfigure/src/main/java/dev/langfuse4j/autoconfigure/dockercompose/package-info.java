/**
 * A connection to the Langfuse of a Docker Compose file.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.dockercompose;

import org.jspecify.annotations.NullMarked;
