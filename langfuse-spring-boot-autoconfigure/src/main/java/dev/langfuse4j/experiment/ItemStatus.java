/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

/**
 * The status of an item of an experiment. Only {@link #COMPLETED} can count as a pass.
 *
 * @since 0.1.0
 */
public enum ItemStatus {

	/**
	 * The task returned an output.
	 */
	COMPLETED("completed"),

	/**
	 * The task threw an exception.
	 */
	FAILED("failed"),

	/**
	 * The task, or an evaluator, took longer than the time-out of an item.
	 */
	TIMED_OUT("timed out"),

	/**
	 * The item never ran, because the time for the experiment was over or the experiment
	 * was interrupted.
	 */
	MISSING("missing");

	private final String text;

	ItemStatus(String text) {
		this.text = text;
	}

	String text() {
		return this.text;
	}

}
