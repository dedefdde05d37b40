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
		return this.chatModel.call(request.promptAbout(candidate));
	}

}
