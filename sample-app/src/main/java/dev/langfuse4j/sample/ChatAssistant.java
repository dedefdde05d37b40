package dev.langfuse4j.sample;

import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.stereotype.Component;

/**
 * Answers questions about candidates, with a memory and a tool. All of it is observed;
 * the conversation becomes the session in Langfuse.
 */
@Component
class ChatAssistant {

	private final ChatClient chatClient;

	ChatAssistant(ChatClient.Builder builder, ChatMemory memory, CandidateTools tools) {
		this.chatClient = builder.defaultSystem("You help to find candidates. Be brief.")
			.defaultAdvisors(MessageChatMemoryAdvisor.builder(memory).build())
			.defaultTools(tools)
			.build();
	}

	Flux<String> answer(String conversationId, String question) {
		return this.chatClient.prompt()
			.user(question)
			.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, conversationId))
			.stream()
			.content();
	}

}
