/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.io.IOException;

import dev.langfuse4j.lang.Internal;

/**
 * Hears what becomes of spilled observations other than being read again. Called by who
 * uses the {@link SpillStore}.
 *
 * @since 0.1.0
 */
@Internal
public interface SpillListener {

	/**
	 * Returns the listener for requests of a kind.
	 * @param kind the kind of request
	 * @return the listener
	 */
	default SpillListener of(int kind) {
		return this;
	}

	/**
	 * Observations of a process that is gone were found.
	 * @param observations how many
	 */
	void adopted(long observations);

	/**
	 * There was no more room, and these were the oldest.
	 * @param observations how many
	 */
	void displaced(long observations);

	/**
	 * These were too old.
	 * @param observations how many
	 */
	void expired(long observations);

	/**
	 * These cannot be read: a process ended while it wrote them, or the disk failed.
	 * @param observations how many, one if that cannot be read either
	 */
	void damaged(long observations);

	/**
	 * An operation failed, which loses nothing: the file stays on disk and is found by a
	 * later process.
	 * @param ex why
	 */
	void failed(IOException ex);

}
