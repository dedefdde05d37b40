package com.example.assistant;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.langfuse4j.annotation.Observe;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/**
 * Asks an assistant twice, once for a stream, and ends.
 */
@SpringBootApplication
public class AssistantApplication {

	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(AssistantApplication.class, args)) {
			Desk desk = context.getBean(Desk.class);
			System.out.println("answer " + desk.ask("Oslo?"));
			System.out.println("answer " + desk.stream("Oslo?"));
		}
		System.out.println("main ends at " + System.currentTimeMillis());
	}

	@Bean
	ChatModel chatModel(@Value("${model.url}") String url) {
		return OpenAiChatModel.builder().baseUrl(url).apiKey("sk-key").modelName("gpt-stub").build();
	}

	@Bean
	StreamingChatModel streamingChatModel(@Value("${model.url}") String url) {
		return OpenAiStreamingChatModel.builder().baseUrl(url).apiKey("sk-key").modelName("gpt-stub").build();
	}

	@Bean
	Assistant assistant(ChatModel model, StreamingChatModel streamingModel, Weather weather) {
		return AiServices.builder(Assistant.class)
			.chatModel(model)
			.streamingChatModel(streamingModel)
			.chatMemoryProvider((id) -> MessageWindowChatMemory.withMaxMessages(10))
			.tools(weather)
			.build();
	}

	interface Assistant {

		String ask(@MemoryId String conversation, @UserMessage String question);

		TokenStream stream(@MemoryId String conversation, @UserMessage String question);

	}

	@Component
	static class Desk {

		private final Assistant assistant;

		Desk(Assistant assistant) {
			this.assistant = assistant;
		}

		@Observe
		String ask(String question) {
			return this.assistant.ask("c-1", question);
		}

		@Observe
		String stream(String question) {
			CompletableFuture<String> answer = new CompletableFuture<>();
			this.assistant.stream("c-2", question)
				.onPartialResponse((piece) -> {
				})
				.onCompleteResponse((response) -> answer.complete(response.aiMessage().text()))
				.onError(answer::completeExceptionally)
				.start();
			return answer.orTimeout(20, TimeUnit.SECONDS).join();
		}

	}

	@Component
	static class Weather {

		@Observe(name = "measure")
		@Tool("The weather of a city")
		public String weather(String city) {
			return city + " is cold";
		}

	}

}
