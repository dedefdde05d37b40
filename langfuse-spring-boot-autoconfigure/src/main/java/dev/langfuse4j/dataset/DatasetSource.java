/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

/**
 * Reads datasets as JSON, from a server or from files.
 */
@FunctionalInterface
interface DatasetSource {

	RawDataset read(DatasetQuery query);

}
