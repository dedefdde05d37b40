/**
 * Trees of Jackson 2, which a library may still use beside Jackson 3.
 */
@NullMarked
package dev.langfuse4j.jackson2;

import org.jspecify.annotations.NullMarked;
