/**
 * From {@code @Observe} to an observation: annotation, spec, interceptor.
 */
@NullMarked
package dev.langfuse4j.aop;

import org.jspecify.annotations.NullMarked;
