package dev.langfuse4j.export.otlp;

import java.util.List;

import dev.langfuse4j.export.delivery.Payload;
import dev.langfuse4j.export.delivery.RequestKind;
import org.jspecify.annotations.Nullable;

/**
 * A request whose observations are gone, or a part of one: all that is left is its body.
 *
 * @param kind the kind of request
 * @param count how many observations it carries
 * @param body the request's body
 */
record StoredObservations(RequestKind kind, int count, byte[] body) implements Payload {

	/**
	 * Returns 0, because requests on disk have no place in the queue.
	 */
	@Override
	public long heldBytes() {
		return 0;
	}

	@Override
	public List<StoredObservations> split(int first) {
		List<byte[]> bodies = OtlpRequests.split(this.body, first);
		return List.of(new StoredObservations(this.kind, first, bodies.get(0)),
				new StoredObservations(this.kind, this.count - first, bodies.get(1)));
	}

	@Override
	public @Nullable StoredObservations smaller() {
		byte[] smaller = OtlpRequests.trim(this.body);
		return (smaller != null) ? new StoredObservations(this.kind, this.count, smaller) : null;
	}

	/**
	 * Does nothing, because stored observations cannot be assigned to traces.
	 */
	@Override
	public void giveUp() {
	}

}
