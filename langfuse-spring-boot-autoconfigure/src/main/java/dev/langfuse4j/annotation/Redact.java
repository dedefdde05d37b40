/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Excludes a value from recording: {@code <redacted>} is recorded in its place. On a
 * parameter or the method of an {@link Observe observed} call, for the argument or the
 * result; on a field, a getter or a record component, for that property of any value; on
 * a class, for all its objects. As a meta-annotation, it gives another annotation the
 * same effect.
 * <p>
 * The value is never read. An expression of {@code @Observe} sees {@code null} for a
 * redacted parameter.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE, ElementType.RECORD_COMPONENT,
		ElementType.ANNOTATION_TYPE })
public @interface Redact {

}
