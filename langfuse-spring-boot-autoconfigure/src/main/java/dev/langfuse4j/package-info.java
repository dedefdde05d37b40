/**
 * The bean that users inject.
 */
@NullMarked
package dev.langfuse4j;

import org.jspecify.annotations.NullMarked;
