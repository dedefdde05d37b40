package dev.langfuse4j.export.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * Makes smaller batches of one. What cannot be encoded any more is handed out. Touched by
 * the export thread only.
 */
final class BatchSplitter {

	private final BatchEncoder encoder;

	private final Consumer<ObservationData> failed;

	BatchSplitter(BatchEncoder encoder, Consumer<ObservationData> failed) {
		this.encoder = encoder;
		this.failed = failed;
	}

	List<Batch> halve(Batch batch, int strikes) {
		return split(batch, batch.size() / 2, strikes);
	}

	/**
	 * The first observation, and the rest.
	 */
	List<Batch> behead(Batch batch) {
		return split(batch, 1, batch.strikes());
	}

	/**
	 * A smaller version of a single observation, which holds its old place in the queue.
	 * @return the smaller batch, or {@code null} if it cannot be smaller
	 */
	@Nullable Batch trim(Batch single) {
		ObservationData trimmed = TooLarge.trim(single.observations().get(0));
		return (trimmed != null)
				? this.encoder.encodeSmaller(trimmed, single.heldBytes()).partOf(single, single.strikes()) : null;
	}

	private List<Batch> split(Batch batch, int at, int strikes) {
		List<ObservationData> observations = batch.observations();
		List<Batch> parts = new ArrayList<>(this.encoder.encode(observations.subList(0, at), this.failed));
		parts.addAll(this.encoder.encode(observations.subList(at, batch.size()), this.failed));
		if (batch.bisection() != null) {
			batch.bisection().replaced(parts.size());
		}
		return parts.stream().map((part) -> part.partOf(batch, strikes)).toList();
	}

}
