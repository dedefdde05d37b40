/**
 * The beans of this library for tests without an application context.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.test;

import org.jspecify.annotations.NullMarked;
