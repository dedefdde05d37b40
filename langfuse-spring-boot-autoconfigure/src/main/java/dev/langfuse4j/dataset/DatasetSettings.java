/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.time.Duration;

import dev.langfuse4j.lang.Internal;

/**
 * Settings of datasets.
 *
 * @param location the directory of local files
 * @param offline whether datasets are only read from local files
 * @param timeout how long a request may take, retries included
 * @param retries how often a request is sent again
 * @param maxQueueSize how many items that live handles add may wait to be sent
 * @param maxQueueBytes how many bytes of memory they may take
 * @since 0.1.0
 */
@Internal
public record DatasetSettings(String location, boolean offline, Duration timeout, int retries, int maxQueueSize,
		long maxQueueBytes) {

	static final String DEFAULT_LOCATION = "classpath:/datasets/";

}
