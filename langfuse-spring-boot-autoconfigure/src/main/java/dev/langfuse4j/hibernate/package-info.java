/**
 * What is captured of JPA entities: nothing is loaded for it.
 */
@NullMarked
package dev.langfuse4j.hibernate;

import org.jspecify.annotations.NullMarked;
