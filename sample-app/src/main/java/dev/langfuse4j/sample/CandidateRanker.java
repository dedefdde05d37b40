package dev.langfuse4j.sample;

import dev.langfuse4j.annotation.Observe;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.stereotype.Component;

/**
 * Asks a language model how well a candidate fits. Model, prompt, tokens and answer are
 * observed with the call: nothing here says so.
 */
@Component
class CandidateRanker {

	private final ChatModel chatModel;

	CandidateRanker(ChatModel chatModel) {
		this.chatModel = chatModel;
	}

	@Observe
	String rank(MatchRequest request, Candidate candidate) {
		return this.chatModel.call("""
				How well does %s fit the role "%s" that needs %s? CV: %s Skills: %s
				Answer with JSON: {"score": 0 to 100, "reason": "one sentence"}
				""".formatted(candidate.name(), request.role(), request.skills(), candidate.cv(),
				candidate.skills().stream().sorted().toList()));
	}

}
