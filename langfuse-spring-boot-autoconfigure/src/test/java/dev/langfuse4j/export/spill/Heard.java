/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers what became of spilled observations.
 */
final class Heard implements SpillListener {

	long adopted;

	/**
	 * The number of lost items.
	 */
	long count;

	final List<String> lost = new ArrayList<>();

	final List<IOException> failures = new ArrayList<>();

	@Override
	public void adopted(long observations) {
		this.adopted += observations;
	}

	@Override
	public void displaced(long observations) {
		lost("displaced", observations);
	}

	@Override
	public void expired(long observations) {
		lost("expired", observations);
	}

	@Override
	public void damaged(long observations) {
		lost("damaged", observations);
	}

	@Override
	public void failed(IOException ex) {
		this.failures.add(ex);
	}

	private void lost(String how, long observations) {
		this.lost.add(how);
		this.count += observations;
	}

}
