/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a test send its traces to the Langfuse server that {@code langfuse.*} names, like
 * the application. A test of Spring's TestContext framework, such as a
 * {@code @SpringBootTest}, without it sends nothing: {@code langfuse.export.enabled} is
 * {@code false} there, whatever is configured elsewhere. Other exporters, such as a
 * {@link LangfuseRecorder}, get all observations with it and without.
 * <p>
 * Applies to a test class, its subclasses and its nested classes.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureLangfuse {

}
