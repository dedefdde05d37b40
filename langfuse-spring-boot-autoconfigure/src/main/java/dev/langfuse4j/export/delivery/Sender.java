/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.function.Consumer;

import dev.langfuse4j.http.Outcome;

/**
 * Sends requests to the server of a project.
 */
@FunctionalInterface
interface Sender {

	/**
	 * Sends a request.
	 * @param payload the payload
	 * @param request the request of the payload
	 * @param received receives the outcome once, on the export thread
	 */
	void send(Payload payload, PayloadRequest request, Consumer<Outcome> received);

}
