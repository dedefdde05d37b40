/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a score and the average that it has to reach, see
 * {@link LangfuseExperiment#minimum()} and {@link LangfuseExperiment#maximum()}.
 *
 * @since 0.1.0
 */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Threshold {

	/**
	 * The name of the score. {@code passed} is the score that each test gives by itself:
	 * 1 if it passes, else 0.
	 * @return the name
	 */
	String score();

	/**
	 * The average over the items of the dataset. A boolean score counts as 1 or 0, so
	 * that 0.9 asks for nine items of ten.
	 * @return the average, included
	 */
	double average();

}
