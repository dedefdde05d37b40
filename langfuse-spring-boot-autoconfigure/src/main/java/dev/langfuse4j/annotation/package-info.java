/**
 * The annotations that applications put on their methods: {@code @Observe} and its
 * composed forms.
 */
@NullMarked
package dev.langfuse4j.annotation;

import org.jspecify.annotations.NullMarked;
