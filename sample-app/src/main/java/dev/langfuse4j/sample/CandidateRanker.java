package dev.langfuse4j.sample;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.ObserveGeneration;
import dev.langfuse4j.observation.Usage;

import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.stereotype.Component;

/**
 * Asks a language model how well a candidate fits.
 */
@Component
class CandidateRanker {

	private final ChatModel chatModel;

	private final Langfuse langfuse;

	CandidateRanker(ChatModel chatModel, Langfuse langfuse) {
		this.chatModel = chatModel;
		this.langfuse = langfuse;
	}

	@ObserveGeneration
	String rank(MatchRequest request, Candidate candidate) {
		String prompt = """
				How well does %s fit the role "%s" that needs %s? CV: %s Skills: %s
				Answer with JSON: {"score": 0 to 100, "reason": "one sentence"}
				""".formatted(candidate.name(), request.role(), request.skills(), candidate.cv(),
				candidate.skills().stream().sorted().toList());
		ChatResponse response = this.chatModel.call(new Prompt(prompt));
		ChatResponseMetadata metadata = response.getMetadata();
		this.langfuse.current()
			.input(prompt)
			.model(metadata.getModel())
			.usage(Usage.of(metadata.getUsage().getPromptTokens(), metadata.getUsage().getCompletionTokens()));
		return response.getResult().getOutput().getText();
	}

}
