/**
 * Code of the application that we call, in which nothing is observed.
 */
@NullMarked
package dev.langfuse4j.callback;

import org.jspecify.annotations.NullMarked;
