/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;

/**
 * Says that an item of an experiment took longer than its time-out.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class ItemTimeoutException extends RuntimeException {

	ItemTimeoutException(Duration timeout) {
		super("The item took longer than " + Texts.duration(timeout));
	}

}
