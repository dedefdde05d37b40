package dev.langfuse4j.observation;

import java.time.Instant;

import dev.langfuse4j.capture.Content;
import org.jspecify.annotations.Nullable;

/**
 * What an observation knows of a model call. Every part may be missing.
 *
 * @param model the model's name
 * @param parameters the parameters, as a JSON object
 * @param usage the units used
 * @param cost the cost
 * @param prompt the prompt version the call was made with
 * @param completionStartTime when the answer began
 */
public record ModelCall(@Nullable String model, @Nullable Content parameters, @Nullable Usage usage,
		@Nullable Cost cost, @Nullable PromptReference prompt, @Nullable Instant completionStartTime) {

	/**
	 * Nothing is known: there was no model call.
	 */
	public static final ModelCall NONE = new ModelCall(null, null, null, null, null, null);

}
