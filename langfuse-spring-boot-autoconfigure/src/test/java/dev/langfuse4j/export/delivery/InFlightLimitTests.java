/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InFlightLimit}.
 */
class InFlightLimitTests {

	private final InFlightLimit limit = new InFlightLimit(2);

	@Test
	void asManyRequestsAsThatAreUnderWayAtOnce() {
		assertThat(this.limit.isIdle()).isTrue();
		this.limit.acquire();
		assertThat(this.limit.isFree()).isTrue();
		assertThat(this.limit.isIdle()).isFalse();
		this.limit.acquire();
		assertThat(this.limit.isFree()).isFalse();
		this.limit.release();
		assertThat(this.limit.isFree()).isTrue();
		this.limit.release();
		assertThat(this.limit.isIdle()).isTrue();
	}

}
