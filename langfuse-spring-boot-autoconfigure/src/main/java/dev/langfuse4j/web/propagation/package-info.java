/**
 * Traces that go on in other services: what is read of their requests, what is added to
 * ours.
 */
@NullMarked
package dev.langfuse4j.web.propagation;

import org.jspecify.annotations.NullMarked;
