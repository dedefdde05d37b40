/**
 * Puts everything together for Spring Boot.
 */
@NullMarked
package dev.langfuse4j.autoconfigure;

import org.jspecify.annotations.NullMarked;
