package dev.langfuse4j.springai;

import java.util.Map;
import java.util.Set;

import dev.langfuse4j.observation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a model call in disjoint buckets, which is what Langfuse adds up. A
 * bucket of zero is left out: Spring AI says zero where a provider said nothing.
 */
final class TokenUsage {

	/**
	 * Providers that count cached tokens beside those of the prompt, not among them.
	 */
	private static final Set<String> CACHE_APART = Set.of("anthropic", "bedrock_converse");

	private TokenUsage() {
	}

	static @Nullable Usage of(org.springframework.ai.chat.metadata.@Nullable Usage usage, String provider) {
		if (usage == null) {
			return null;
		}
		long input = positive(usage.getPromptTokens());
		long output = positive(usage.getCompletionTokens());
		long total = positive(usage.getTotalTokens());
		if (input + output + total == 0) {
			return null;
		}
		NativeUsage details = NativeUsage.of(usage);
		long cached = positive(usage.getCacheReadInputTokens());
		long written = positive(usage.getCacheWriteInputTokens());
		if (!CACHE_APART.contains(provider) && input >= cached + written) {
			input -= cached + written;
		}
		input = Math.max(0, input - details.inputAudio());
		boolean reasoningApart = total >= input + details.inputAudio() + cached + written + output
				+ details.reasoning();
		output = Math.max(0, output - details.outputAudio() - (reasoningApart ? 0 : details.reasoning()));
		return sum(Map.of("input", input, "output", output, "input_cached_tokens", cached, "input_cache_creation",
				written, "output_reasoning_tokens", details.reasoning(), "input_audio_tokens", details.inputAudio(),
				"output_audio_tokens", details.outputAudio()), total);
	}

	/**
	 * At least the sum: what a provider counts beside the prompt is not in the total that
	 * Spring AI makes of prompt and completion.
	 */
	private static Usage sum(Map<String, Long> buckets, long total) {
		Usage usage = Usage.NONE;
		long sum = 0;
		for (String bucket : new String[] { "input", "output", "input_cached_tokens", "input_cache_creation",
				"output_reasoning_tokens", "input_audio_tokens", "output_audio_tokens" }) {
			long amount = buckets.get(bucket);
			sum += amount;
			usage = (amount > 0) ? usage.with(bucket, amount) : usage;
		}
		return usage.with("total", Math.max(sum, total));
	}

	private static long positive(@Nullable Number amount) {
		return (amount != null) ? Math.max(0, amount.longValue()) : 0;
	}

}
