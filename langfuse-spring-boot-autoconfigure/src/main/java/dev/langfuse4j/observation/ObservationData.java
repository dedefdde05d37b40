package dev.langfuse4j.observation;

import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import org.jspecify.annotations.Nullable;

/**
 * A finished observation. Immutable; any thread may read it.
 *
 * @param trace what it shares with the rest of its trace
 * @param id the observation's id, 16 lower-case hex digits
 * @param parentId the id of the parent, or {@code null} for a root
 * @param name the name
 * @param type the type
 * @param startTime the start in nanoseconds since 1970
 * @param endTime the end in nanoseconds since 1970, not before the start
 * @param level the level
 * @param statusMessage the text that explains the level
 * @param input the input
 * @param output the output
 * @param metadata the metadata by key
 * @param modelCall what is known of a model call
 * @param version the version of the observed code
 * @param attributes what is sent with every observation of a subtree
 * @param cutStatus the status message where only its beginning was captured, until it has
 * been masked; otherwise {@code null}
 */
public record ObservationData(TraceState trace, String id, @Nullable String parentId, String name, ObservationType type,
		long startTime, long endTime, ObservationLevel level, @Nullable String statusMessage,
		@Nullable CapturedContent input, @Nullable CapturedContent output, Map<String, CapturedContent> metadata,
		ModelCall modelCall, @Nullable String version, TraceAttributes attributes,
		@Nullable CapturedContent cutStatus) {

	private static final int FIXED_WEIGHT = 600;

	/**
	 * Creates an observation whose status message is whole.
	 * @param trace what it shares with the rest of its trace
	 * @param id the observation's id, 16 lower-case hex digits
	 * @param parentId the id of the parent, or {@code null} for a root
	 * @param name the name
	 * @param type the type
	 * @param startTime the start in nanoseconds since 1970
	 * @param endTime the end in nanoseconds since 1970, not before the start
	 * @param level the level
	 * @param statusMessage the text that explains the level
	 * @param input the input
	 * @param output the output
	 * @param metadata the metadata by key
	 * @param modelCall what is known of a model call
	 * @param version the version of the observed code
	 * @param attributes what is sent with every observation of a subtree
	 */
	public ObservationData(TraceState trace, String id, @Nullable String parentId, String name, ObservationType type,
			long startTime, long endTime, ObservationLevel level, @Nullable String statusMessage,
			@Nullable CapturedContent input, @Nullable CapturedContent output, Map<String, CapturedContent> metadata,
			ModelCall modelCall, @Nullable String version, TraceAttributes attributes) {
		this(trace, id, parentId, name, type, startTime, endTime, level, statusMessage, input, output, metadata,
				modelCall, version, attributes, null);
	}

	/**
	 * About how many bytes of memory this observation holds, for the bounds of a queue.
	 * Attributes that it shares with its trace are counted for the trace while it waits,
	 * and for one observation of the trace once masked.
	 * @return the weight in bytes, never too small for content of Latin letters
	 */
	public int weight() {
		int weight = FIXED_WEIGHT + lengthOf(this.input) + lengthOf(this.output) + this.name.length();
		for (Map.Entry<String, CapturedContent> entry : this.metadata.entrySet()) {
			weight += entry.getKey().length() + lengthOf(entry.getValue());
		}
		return weight + lengthOf(this.statusMessage) + lengthOf(this.cutStatus) + lengthOf(this.version)
				+ this.modelCall.weight() + this.trace.weightOn(this.id);
	}

	/**
	 * A copy with other input, output and metadata, for an observation that is too large.
	 * @param newInput the input
	 * @param newOutput the output
	 * @param newMetadata the metadata
	 * @return the copy
	 */
	public ObservationData withContent(@Nullable CapturedContent newInput, @Nullable CapturedContent newOutput,
			Map<String, CapturedContent> newMetadata) {
		return new ObservationData(this.trace, this.id, this.parentId, this.name, this.type, this.startTime,
				this.endTime, this.level, this.statusMessage, newInput, newOutput, newMetadata, this.modelCall,
				this.version, this.attributes, this.cutStatus);
	}

	private static int lengthOf(@Nullable String text) {
		return (text != null) ? text.length() : 0;
	}

	private static int lengthOf(@Nullable CapturedContent content) {
		return (content != null) ? content.weight() : 0;
	}

	/**
	 * Names the observation only: content does not belong in a log.
	 */
	@Override
	public String toString() {
		return "ObservationData[" + this.type.value() + " " + this.trace.traceId() + "/" + this.id + "]";
	}

}
