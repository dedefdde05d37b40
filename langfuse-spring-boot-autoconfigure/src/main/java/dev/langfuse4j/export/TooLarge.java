package dev.langfuse4j.export;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.Content;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * Makes an observation smaller that a server found too large: its largest field is cut to
 * a quarter, with a marker.
 */
final class TooLarge {

	/**
	 * A field shorter than this is not worth cutting.
	 */
	private static final int SMALL = 1_000;

	private TooLarge() {
	}

	static @Nullable ObservationData trim(ObservationData observation) {
		int largest = Math.max(length(observation.input()), length(observation.output()));
		for (Content value : observation.metadata().values()) {
			largest = Math.max(largest, value.length());
		}
		if (largest < SMALL) {
			return null;
		}
		int size = largest;
		Map<String, Content> metadata = new LinkedHashMap<>(observation.metadata());
		metadata.replaceAll((key, value) -> (value.length() == size) ? value.truncate(size / 4) : value);
		return observation.withContent(trim(observation.input(), size), trim(observation.output(), size), metadata);
	}

	private static @Nullable Content trim(@Nullable Content content, int size) {
		return (content != null && content.length() == size) ? content.truncate(size / 4) : content;
	}

	private static int length(@Nullable Content content) {
		return (content != null) ? content.length() : 0;
	}

}
