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
	 * @param payload what it carries
	 * @param request the request that it makes
	 * @param received gets the outcome once, on the export thread
	 */
	void send(Payload payload, PayloadRequest request, Consumer<Outcome> received);

}
