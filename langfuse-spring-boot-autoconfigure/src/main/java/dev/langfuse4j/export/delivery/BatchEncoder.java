package dev.langfuse4j.export.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.langfuse4j.export.otlp.OtlpEncoder;
import dev.langfuse4j.observation.ObservationData;

/**
 * Encodes observations into batches that do not exceed a size.
 */
final class BatchEncoder {

	private final OtlpEncoder encoder;

	private final int maxBytes;

	BatchEncoder(OtlpEncoder encoder, int maxBytes) {
		this.encoder = encoder;
		this.maxBytes = maxBytes;
	}

	/**
	 * Encodes observations, each on its own so that one that cannot be encoded, for
	 * whatever reason, does not take others with it. Never throws.
	 * @param observations the observations
	 * @param failed gets those that cannot be encoded
	 * @return the batches
	 */
	List<Batch> encode(List<ObservationData> observations, Consumer<ObservationData> failed) {
		List<Batch> batches = new ArrayList<>();
		List<ObservationData> members = new ArrayList<>(observations.size());
		List<byte[]> spans = new ArrayList<>(observations.size());
		long bytes = 0;
		for (ObservationData observation : observations) {
			byte[] span;
			try {
				span = this.encoder.span(observation);
			}
			catch (Throwable ex) {
				failed.accept(observation);
				continue;
			}
			if (!spans.isEmpty() && bytes + span.length > this.maxBytes) {
				addTo(batches, members, spans, failed);
				members = new ArrayList<>();
				spans = new ArrayList<>();
				bytes = 0;
			}
			members.add(observation);
			spans.add(span);
			bytes += span.length;
		}
		if (!spans.isEmpty()) {
			addTo(batches, members, spans, failed);
		}
		return batches;
	}

	private void addTo(List<Batch> batches, List<ObservationData> members, List<byte[]> spans,
			Consumer<ObservationData> failed) {
		try {
			batches.add(batch(members, spans));
		}
		catch (Throwable ex) {
			members.forEach(failed);
		}
	}

	/**
	 * Encodes a smaller version of a single observation, which holds its old place in the
	 * queue.
	 */
	Batch encodeSmaller(ObservationData smaller, long heldBytes) {
		return new Batch(List.of(smaller), this.encoder.request(List.of(this.encoder.span(smaller))), heldBytes);
	}

	private Batch batch(List<ObservationData> members, List<byte[]> spans) {
		long weight = members.stream().mapToLong(ObservationData::weight).sum();
		return new Batch(List.copyOf(members), this.encoder.request(spans), weight);
	}

}
