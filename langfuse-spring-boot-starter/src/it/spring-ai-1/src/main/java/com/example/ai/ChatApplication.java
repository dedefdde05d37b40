package com.example.ai;

import java.util.List;

import dev.langfuse4j.annotation.Observe;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Asks a chat client of Spring AI 1 and ends.
 */
@SpringBootApplication
public class ChatApplication {

	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(ChatApplication.class, args)) {
			context.getBean(Outer.class).outer("why");
		}
		System.out.println("main ends at " + System.currentTimeMillis());
	}

	@Component
	static class Outer {

		private final Inner inner;

		private final ObservationRegistry registry;

		Outer(Inner inner, ObservationRegistry registry) {
			this.inner = inner;
			this.registry = registry;
		}

		@Observe
		String outer(String question) {
			ChatModel model = (prompt) -> new ChatResponse(
					List.of(new Generation(new AssistantMessage(this.inner.inner(prompt.getContents())))));
			return ChatClient.builder(model, this.registry, null, null).build().prompt(question).call().content();
		}

	}

	@Component
	static class Inner {

		@Observe
		String inner(String question) {
			return "because";
		}

	}

}
