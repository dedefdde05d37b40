/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;

/**
 * Describes an experiment while it runs.
 *
 * @param experiment the name of the experiment
 * @param ended the items that have ended
 * @param total all items, repetitions counted each
 * @param completed the items that have completed
 * @param averages the averages of the scores so far, of the items that have them
 * @param elapsed the time since the begin
 * @param remaining the time that is left at this pace, {@code null} at the begin
 * @param cost the known cost so far in US dollars
 * @param latest the item that has ended now
 * @since 0.1.0
 */
public record ProgressUpdate(String experiment, int ended, int total, int completed, Map<String, Double> averages,
		Duration elapsed, @Nullable Duration remaining, OptionalDouble cost, ItemResult<?> latest) {

	/**
	 * Writes the progress as a line, such as
	 * {@code 37/200, 35 completed, 2 failed, exact 0.91, 1 min 10 s left, $0.4200}.
	 * @return the line
	 */
	public String line() {
		StringBuilder line = new StringBuilder();
		line.append(this.ended).append('/').append(this.total).append(", ").append(this.completed).append(" completed");
		if (this.ended > this.completed) {
			line.append(", ").append(this.ended - this.completed).append(" failed");
		}
		this.averages.forEach((name,
				average) -> line.append(", ").append(ResultText.line(name)).append(' ').append(Texts.number(average)));
		if (this.remaining != null && this.ended < this.total) {
			line.append(", ").append(Texts.duration(this.remaining)).append(" left");
		}
		this.cost.ifPresent((dollars) -> line.append(", ").append(Texts.cost(this.cost)));
		return line.toString();
	}

}
