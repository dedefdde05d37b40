/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import java.util.List;

import dev.langfuse4j.lang.ExtensionPoint;
import dev.langfuse4j.observation.ObservationData;

/**
 * Receives finished observations, in addition to a Langfuse server or without one. Add a
 * bean of this type.
 * <p>
 * Called on the single export thread, never on a thread of the application. It may do
 * I/O, but nothing else is exported meanwhile. If it throws, the batch is lost for this
 * exporter. This is logged once, and counted if there is no server.
 *
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface ObservationExporter {

	/**
	 * Takes some finished observations, in the order in which they ended.
	 * @param observations the observations, never empty
	 */
	void export(List<ObservationData> observations);

}
