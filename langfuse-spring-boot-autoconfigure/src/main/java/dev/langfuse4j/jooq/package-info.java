/**
 * Rows that were read with jOOQ.
 */
@NullMarked
package dev.langfuse4j.jooq;

import org.jspecify.annotations.NullMarked;
