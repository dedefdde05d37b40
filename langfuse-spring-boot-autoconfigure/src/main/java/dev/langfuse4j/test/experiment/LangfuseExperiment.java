/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.langfuse4j.test.AutoConfigureLangfuse;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the {@link ExperimentTest @ExperimentTest} methods of a class for each item of a
 * dataset, as one run of an experiment, and judges all of them together at the end.
 *
 * <pre class="code">
 * &#64;SpringBootTest
 * &#64;LangfuseExperiment(name = "rag", dataset = "qa", minimum = &#64;Threshold(score = "exact", average = 0.9))
 * class RagQualityTests {
 *
 *     &#64;ExperimentTest
 *     void answers(&#64;Item Question question, &#64;Expected Answer expected, ExperimentItem item) {
 *         Answer answer = item.task(() -&gt; assistant.answer(question));
 *         item.score("exact", answer.equals(expected));
 *         assertThat(answer.sources()).isNotEmpty();
 *     }
 *
 * }
 * </pre>
 *
 * The items are read once, before the first test. Each test gives the score
 * {@code passed}: 1, or 0 if it throws. After the last test the class fails with one
 * {@code AssertionError} that has the table of the scores, if
 * <ul>
 * <li>a test threw something else than an {@code AssertionError},</li>
 * <li>a test of an item did not run, or gave up,</li>
 * <li>an item lacks a score that has a threshold,</li>
 * <li>an average misses its threshold, or</li>
 * <li>an item is worse than in the run that {@link #noRegressionAgainst()} names.</li>
 * </ul>
 * An {@code AssertionError} of a single test fails that test, unless the class decides
 * about it: with a threshold for {@code passed}, or with repetitions, the test is shown
 * as aborted. Without a threshold for {@code passed} every item has to pass.
 * <p>
 * With Spring the beans come from the test's application context, and
 * {@link AutoConfigureLangfuse @AutoConfigureLangfuse} holds for the class, so that the
 * run is sent to Langfuse. Without Spring, {@code langfuse.*} is read from JUnit's
 * configuration parameters, system properties and environment variables. Without keys the
 * dataset is a local file and nothing is sent; the tests and the judgement are the same.
 * <p>
 * The result is written to {@code experiment-<name>.json} and {@code .md} below
 * {@code target/langfuse}, see {@link ExperimentReport}.
 *
 * @since 0.1.0
 */
@Target({ ElementType.TYPE, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@AutoConfigureLangfuse
@ExtendWith(ExperimentExtension.class)
public @interface LangfuseExperiment {

	/**
	 * The name of the experiment. Reports are named after it, so it should be unique in a
	 * build.
	 * @return the name
	 */
	String name();

	/**
	 * The dataset: its name in Langfuse, or a local file such as
	 * {@code classpath:/datasets/qa.jsonl}.
	 * @return the name, or the address of the file
	 */
	String dataset();

	/**
	 * The instant whose state of the dataset is used, such as
	 * {@code 2026-01-31T00:00:00Z}.
	 * @return the instant, by default the moment of the first test
	 */
	String version() default "";

	/**
	 * The name of this run. A second run with the same name is merged with the first one
	 * by Langfuse.
	 * @return the name, by default one that is unique
	 */
	String runName() default "";

	/**
	 * The description of the run.
	 * @return the description
	 */
	String description() default "";

	/**
	 * The metadata of the run, such as {@code git=4f2a9c1}.
	 * @return keys and values, each pair with a {@code =} in between
	 */
	String[] metadata() default {};

	/**
	 * The project that has the dataset and gets the run.
	 * @return the name of a project below {@code langfuse.projects}, by default the
	 * default project
	 */
	String project() default "";

	/**
	 * The averages that have to be reached.
	 * @return the lower bounds
	 */
	Threshold[] minimum() default {};

	/**
	 * The averages that must not be exceeded, for scores of which less is better.
	 * @return the upper bounds
	 */
	Threshold[] maximum() default {};

	/**
	 * The number of repetitions of each item.
	 * @return the number of repetitions, at least 1
	 */
	int repetitions() default 1;

	/**
	 * Says what the repetitions of an item make of a boolean score.
	 * @return the rule
	 */
	Aggregation aggregation() default Aggregation.MAJORITY;

	/**
	 * A former run that no item may be worse than, in the scores that have a threshold
	 * and in {@code passed}. Items that only one of both runs has are not compared. It is
	 * the name of a run of the same dataset; {@code latest} for the latest run of this
	 * experiment; or the report of a former run, such as
	 * {@code classpath:/baseline/experiment-rag.json} or {@code file:…}. Runs are read
	 * from Langfuse 4; a report needs no server.
	 * @return the run or the report, by default none
	 */
	String noRegressionAgainst() default "";

	/**
	 * The amount by which a score of an item may be worse than in the former run.
	 * @return the difference, included
	 */
	double tolerance() default 0;

}
