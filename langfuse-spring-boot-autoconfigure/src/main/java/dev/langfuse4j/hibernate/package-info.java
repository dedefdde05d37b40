/**
 * Captures JPA entities without loading anything.
 */
@NullMarked
package dev.langfuse4j.hibernate;

import org.jspecify.annotations.NullMarked;
