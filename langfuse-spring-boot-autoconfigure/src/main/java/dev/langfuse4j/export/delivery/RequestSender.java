package dev.langfuse4j.export.delivery;

import java.util.function.Consumer;

import dev.langfuse4j.export.ExportListener;
import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.LangfuseHttpClient;
import dev.langfuse4j.http.Outcome;

/**
 * Sends requests, brings their outcomes back to the export thread and notes them.
 */
final class RequestSender {

	private final DeliveryThread thread;

	private final LangfuseHttpClient client;

	private final String path;

	private final DeliveryHistory history;

	private final ExportListener listener;

	RequestSender(DeliveryThread thread, LangfuseHttpClient client, Connection connection, DeliveryHistory history,
			ExportListener listener) {
		this.thread = thread;
		this.client = client;
		this.path = (connection.credentials() != null) ? OtlpEncoder.PATH : "";
		this.history = history;
		this.listener = listener;
	}

	/**
	 * Sends a body.
	 * @param body the body
	 * @param observations how many it carries
	 * @param received gets the outcome, on the export thread
	 */
	void send(byte[] body, int observations, Consumer<Outcome> received) {
		long start = System.nanoTime();
		Consumer<Outcome> noted = (outcome) -> {
			this.listener.answered(outcome.kind(), observations, System.nanoTime() - start);
			this.history.answered(outcome, observations);
			received.accept(outcome);
		};
		try {
			this.client.postJson(this.path, body)
				.subscribe((outcome) -> this.thread.execute(() -> noted.accept(outcome)),
						(ex) -> this.thread.execute(() -> noted.accept(Outcome.failure(ex))));
		}
		catch (Throwable ex) {
			// Reactor throws what it takes for fatal, such as a thread that cannot be
			// made
			this.thread.execute(() -> noted.accept(Outcome.failure(ex)));
		}
	}

}
