/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.lang.Internal;

/**
 * Hears of the work of the export, for meters. Called on the export thread.
 *
 * @since 0.1.0
 */
@Internal
public interface ExportListener {

	/**
	 * Observations were written as JSON and compressed.
	 * @param observations how many
	 * @param nanos the time it took
	 */
	void encoded(int observations, long nanos);

	/**
	 * A request was answered, or failed.
	 * @param outcome what became of it
	 * @param observations how many it carried
	 * @param nanos the time it took
	 */
	void answered(Outcome.Kind outcome, int observations, long nanos);

}
