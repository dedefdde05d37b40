/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

/**
 * Says how one run of an item ended.
 */
enum Outcome {

	PASSED,

	/**
	 * An assertion failed.
	 */
	NOT_PASSED,

	/**
	 * The test threw another exception.
	 */
	FAILED,

	TIMED_OUT,

	/**
	 * It was not run, or gave up.
	 */
	MISSING

}
