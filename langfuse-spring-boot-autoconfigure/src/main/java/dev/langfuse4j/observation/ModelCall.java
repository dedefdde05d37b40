package dev.langfuse4j.observation;

import java.time.Instant;
import java.util.Set;

import dev.langfuse4j.capture.CapturedContent;
import org.jspecify.annotations.Nullable;

/**
 * The model call of an observation. Every part may be missing.
 *
 * @param model the model's name
 * @param parameters the parameters, as a JSON object
 * @param usage the units used
 * @param cost the cost
 * @param prompt the prompt version the call was made with
 * @param completionStartTime when the answer began
 */
public record ModelCall(@Nullable String model, @Nullable CapturedContent parameters, @Nullable UsageDetails usage,
		@Nullable CostDetails cost, @Nullable PromptReference prompt, @Nullable Instant completionStartTime) {

	/**
	 * No model call.
	 */
	public static final ModelCall NONE = new ModelCall(null, null, null, null, null, null);

	int weight() {
		if (this == NONE) {
			return 0;
		}
		int weight = (this.model != null) ? this.model.length() : 0;
		weight += (this.parameters != null) ? this.parameters.weight() : 0;
		weight += (this.usage != null) ? weightOf(this.usage.amounts().keySet()) : 0;
		weight += (this.cost != null) ? weightOf(this.cost.amounts().keySet()) : 0;
		return weight + ((this.prompt != null && this.prompt.name() != null) ? this.prompt.name().length() : 0);
	}

	private static int weightOf(Set<String> buckets) {
		int weight = 0;
		for (String bucket : buckets) {
			weight += bucket.length();
		}
		return weight;
	}

}
