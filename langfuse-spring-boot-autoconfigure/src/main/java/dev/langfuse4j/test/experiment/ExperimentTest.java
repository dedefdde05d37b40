/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a method of a {@link LangfuseExperiment @LangfuseExperiment} class that is run
 * once for each item of the dataset and each repetition.
 * <p>
 * Its parameters may be {@link Item @Item}, {@link Expected @Expected}, a
 * {@code DatasetItem}, an {@link ExperimentItem}, and whatever other extensions resolve.
 * Without an {@code ExperimentItem} the whole method is the task that the experiment
 * measures.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(ExperimentInvocations.class)
public @interface ExperimentTest {

}
