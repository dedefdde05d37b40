package dev.langfuse4j.trace;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.CostDetails;
import dev.langfuse4j.observation.LangfuseObservationContext;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.PromptReference;
import dev.langfuse4j.observation.UsageDetails;
import org.jspecify.annotations.Nullable;

/**
 * The values that an observation has been told so far, but for its content. Not
 * thread-safe: {@link RecordingObservation} locks.
 */
final class ObservedValues {

	private static final UsageDetails NOTHING = UsageDetails.of(0, 0);

	/**
	 * The last whole second, in the year 2262, of which nanoseconds can be counted.
	 */
	private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

	@Nullable String name;

	@Nullable Long startTime;

	@Nullable Long endTime;

	@Nullable ObservationLevel level;

	private boolean cancelled;

	@Nullable String model;

	@Nullable UsageDetails usage;

	@Nullable CostDetails cost;

	@Nullable PromptReference prompt;

	@Nullable Instant completionStartTime;

	/**
	 * Nanoseconds since 1970.
	 * @param time a time
	 * @param before what to keep if that is no time of any work
	 */
	static @Nullable Long nanosOf(@Nullable Instant time, @Nullable Long before) {
		if (time == null) {
			return before;
		}
		boolean possible = time.getEpochSecond() >= 0 && time.getEpochSecond() <= MAX_SECONDS;
		return possible ? Long.valueOf(TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano()) : before;
	}

	/**
	 * Nobody wants the result any more.
	 */
	void cancel() {
		this.cancelled = true;
		this.level = ObservationLevel.WARNING;
	}

	/**
	 * Freezes the values.
	 * @param node whose values they are
	 * @param givenName the name unless another was set
	 * @param started when the observation began
	 * @param ended when it ended
	 * @param context what was set on our own context, if it is ours; what was set on the
	 * handle wins
	 */
	ObservationData freeze(RecordingObservation node, String givenName, long started, long ended,
			@Nullable LangfuseObservationContext context) {
		long start = (this.startTime != null) ? this.startTime : started;
		long end = (this.endTime != null) ? this.endTime : ended;
		RecordedContent content = node.content();
		CapturedContent status = content.status();
		CapturedContent result = orElse(content.output(), (context != null) ? context.getOutput() : null);
		return new ObservationData(node.state(), node.id(), node.parentId(), Names.precut(orElse(this.name, givenName)),
				node.type(), start, (node.type() == ObservationType.EVENT) ? start : Math.max(start, end),
				finalLevel(context), (status != null) ? status.asText() : null,
				orElse(content.input(), (context != null) ? context.getInput() : null), result, content.metadata(),
				modelCall(node.type(), context, content.modelParameters(), result),
				(context != null) ? context.getVersion() : null, node.attributes(),
				(status != null && status.isCut()) ? status : null);
	}

	private ObservationLevel finalLevel(@Nullable LangfuseObservationContext context) {
		if (this.level != null) {
			return this.level;
		}
		return (context != null) ? context.getLevel() : ObservationLevel.DEFAULT;
	}

	private ModelCall modelCall(ObservationType type, @Nullable LangfuseObservationContext context,
			@Nullable CapturedContent parameters, @Nullable CapturedContent result) {
		String called = orElse(this.model, (context != null) ? context.getModel() : null);
		UsageDetails used = orElse(this.usage, isFree(type, result) ? NOTHING : null);
		boolean any = called != null || parameters != null || used != null || this.cost != null || this.prompt != null
				|| this.completionStartTime != null;
		return any ? new ModelCall(called, parameters, used, this.cost, this.prompt, this.completionStartTime)
				: ModelCall.NONE;
	}

	/**
	 * Whether nothing is known to have been used, where the server would count the words
	 * of the input, and charge for them: for a generation that brought nothing, and for
	 * an embedding, of which it would count the vectors too.
	 */
	private boolean isFree(ObservationType type, @Nullable CapturedContent result) {
		if (type == ObservationType.EMBEDDING) {
			return true;
		}
		return type == ObservationType.GENERATION && result == null && this.completionStartTime == null
				&& (this.cancelled || this.level == ObservationLevel.ERROR);
	}

	private static <T> @Nullable T orElse(@Nullable T value, @Nullable T other) {
		return (value != null) ? value : other;
	}

}
