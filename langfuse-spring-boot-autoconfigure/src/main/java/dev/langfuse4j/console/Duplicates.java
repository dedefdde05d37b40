package dev.langfuse4j.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Finds the model calls of a trace that had the same input before. One after a failure is
 * an attempt to get the answer after all.
 */
final class Duplicates {

	/**
	 * By which the observation itself says what it repeats.
	 */
	private static final String MARK = "duplicate_of";

	private final Map<String, String> firstOf = new HashMap<>();

	private final Map<String, Integer> counts = new LinkedHashMap<>();

	Duplicates(List<ObservationData> observations) {
		List<ObservationData> calls = new ArrayList<>(observations);
		calls.removeIf((observation) -> observation.modelCall().model() == null || observation.input() == null);
		calls.sort((one, other) -> Long.compare(one.startTime(), other.startTime()));
		Map<String, String> seen = new HashMap<>();
		for (ObservationData call : calls) {
			String first = first(call, seen);
			if (first != null) {
				this.firstOf.put(call.id(), first);
				this.counts.merge(first, 2, (count, two) -> count + 1);
			}
		}
	}

	private static @Nullable String first(ObservationData call, Map<String, String> seen) {
		CapturedContent mark = call.metadata().get(MARK);
		if (mark != null) {
			return mark.asText();
		}
		String digest = digest(call);
		if (call.level() == ObservationLevel.ERROR) {
			seen.remove(digest);
			return null;
		}
		String first = seen.putIfAbsent(digest, call.id());
		return call.id().equals(first) ? null : first;
	}

	private static String digest(ObservationData call) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			add(digest, call.modelCall().model());
			add(digest, text(call.modelCall().parameters()));
			add(digest, text(call.input()));
			return Base64.getEncoder().encodeToString(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("The virtual machine has no SHA-256", ex);
		}
	}

	private static void add(MessageDigest digest, @Nullable String part) {
		digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
		digest.update((byte) 0);
	}

	private static @Nullable String text(@Nullable CapturedContent content) {
		return (content != null) ? content.asText() : null;
	}

	/**
	 * The id of the call that an observation repeats.
	 */
	@Nullable String firstOf(String id) {
		return this.firstOf.get(id);
	}

	/**
	 * How often the input of a call occurs that was the first to have it; otherwise 0.
	 */
	int count(String id) {
		return this.counts.getOrDefault(id, 0);
	}

}
