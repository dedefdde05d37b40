/**
 * The tree: which observation is whose child, with which ids, and whether it is recorded.
 */
@NullMarked
package dev.langfuse4j.trace;

import org.jspecify.annotations.NullMarked;
