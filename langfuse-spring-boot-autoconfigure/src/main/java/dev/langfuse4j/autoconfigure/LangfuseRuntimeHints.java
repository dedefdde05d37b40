package dev.langfuse4j.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Registers the types of this library that a native image must keep. Spring Boot finds
 * the configuration properties, and the application's types are found with its beans.
 */
final class LangfuseRuntimeHints implements RuntimeHintsRegistrar {

	/**
	 * The providers' types for token usage, whose methods are called reflectively.
	 */
	private static final List<String> USAGES = List.of("com.openai.models.completions.CompletionUsage",
			"com.openai.models.completions.CompletionUsage$CompletionTokensDetails",
			"com.openai.models.completions.CompletionUsage$PromptTokensDetails", "com.anthropic.models.messages.Usage",
			"com.anthropic.models.messages.MessageDeltaUsage", "com.anthropic.models.messages.OutputTokensDetails");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern("dev/langfuse4j/http/sdk.properties");
		hints.resources().registerPattern("META-INF/langfuse-console/*");
		// Where fallbacks of prompts are, by default
		hints.resources().registerPattern("langfuse/prompts/*");
		// Converted to by its methods valueOf
		hints.reflection().registerType(SecondsOrDuration.class, MemberCategory.INVOKE_PUBLIC_METHODS);
		if (ScheduledTasksPostProcessor.DECORATOR != null) {
			hints.reflection().registerField(ScheduledTasksPostProcessor.DECORATOR);
		}
		USAGES.forEach((type) -> hints.reflection()
			.registerTypeIfPresent(classLoader, type, MemberCategory.INVOKE_PUBLIC_METHODS));
	}

}
