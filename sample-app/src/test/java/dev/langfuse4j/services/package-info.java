/**
 * An application of its own, that asks other services.
 */
@NullMarked
package dev.langfuse4j.services;

import org.jspecify.annotations.NullMarked;
