/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.langfuse4j.experiment.Evaluator;
import dev.langfuse4j.experiment.EvaluatorInput;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.prompt.ChatPrompt;
import dev.langfuse4j.prompt.ModelOptions;
import dev.langfuse4j.prompt.Prompt;
import dev.langfuse4j.prompt.PromptCompileException;
import dev.langfuse4j.prompt.PromptLink;
import dev.langfuse4j.prompt.PromptMessage;
import dev.langfuse4j.prompt.TextPrompt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.evaluation.EvaluationRequest;

/**
 * Passes prompts of Langfuse to Spring AI, and evaluators of Spring AI to experiments.
 * Generations that use the results of these methods are linked to the version of the
 * prompt.
 *
 * <pre class="code">
 * ChatPrompt prompt = prompts.chat("support/answer").get().with("product", product);
 * Flux&lt;String&gt; answer = chatClient.prompt()
 *     .messages(LangfuseSpringAi.messages(prompt))
 *     .options(LangfuseSpringAi.options(prompt))
 *     .stream()
 *     .content();
 * </pre>
 *
 * Texts are compiled. Spring AI only treats them as templates if you add parameters to
 * them. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LangfuseSpringAi {

	private LangfuseSpringAi() {
	}

	/**
	 * Compiles a prompt to messages, for a {@code ChatClient} or a {@code ChatModel}. The
	 * roles {@code system} and {@code developer} become system messages.
	 * @param prompt the prompt with its values
	 * @return the messages
	 * @throws PromptCompileException if the prompt cannot be compiled, or a message has
	 * another role than these, {@code user} and {@code assistant}
	 */
	public static List<Message> messages(ChatPrompt prompt) {
		List<PromptMessage> compiled = prompt.messages();
		int carrier = carrier(compiled);
		List<Message> messages = new ArrayList<>(compiled.size());
		for (int i = 0; i < compiled.size(); i++) {
			messages.add(message(prompt, compiled.get(i), (i == carrier) ? PromptLink.metadata(prompt) : Map.of()));
		}
		return messages;
	}

	/**
	 * Adapts an evaluator of Spring AI for experiments. It evaluates the output as the
	 * response to the input, both as text: anything else than text becomes JSON.
	 * @param <I> the type of input
	 * @param <E> the type of expected output
	 * @param <O> the type of output
	 * @param evaluator the evaluator of Spring AI
	 * @return the evaluator, which gives the score of the response, and whether it passed
	 * as a second score with the suffix {@code _pass}
	 */
	public static <I, E, O> Evaluator<I, E, O> evaluator(org.springframework.ai.evaluation.Evaluator evaluator) {
		return evaluator(evaluator, (answer) -> new EvaluationRequest(text(answer.input()), text(answer.output())));
	}

	/**
	 * Adapts an evaluator of Spring AI for experiments, such as one that needs the
	 * documents that were found.
	 * @param <I> the type of input
	 * @param <E> the type of expected output
	 * @param <O> the type of output
	 * @param evaluator the evaluator of Spring AI
	 * @param request makes the request to the evaluator
	 * @return the evaluator, as of
	 * {@link #evaluator(org.springframework.ai.evaluation.Evaluator)}
	 */
	public static <I, E, O> Evaluator<I, E, O> evaluator(org.springframework.ai.evaluation.Evaluator evaluator,
			Function<EvaluatorInput<I, E, O>, EvaluationRequest> request) {
		return (answer) -> evaluator.evaluate(request.apply(answer));
	}

	private static String text(@Nullable Object value) {
		if (value == null) {
			return "";
		}
		return (value instanceof CharSequence text) ? text.toString() : JsonMapper.shared().writeValueAsString(value);
	}

	/**
	 * The message that carries the link: the first of the system, which no chat memory
	 * keeps, else the last of the user.
	 */
	private static int carrier(List<PromptMessage> messages) {
		int lastOfUser = -1;
		for (int i = 0; i < messages.size(); i++) {
			String role = messages.get(i).role();
			if (isSystem(role)) {
				return i;
			}
			if (role.equals("user")) {
				lastOfUser = i;
			}
		}
		return lastOfUser;
	}

	private static boolean isSystem(String role) {
		return role.equals("system") || role.equals("developer");
	}

	private static Message message(ChatPrompt prompt, PromptMessage message, Map<String, Object> metadata) {
		return switch (message.role()) {
			case "system", "developer" -> SystemMessage.builder().text(message.content()).metadata(metadata).build();
			case "user" -> UserMessage.builder().text(message.content()).metadata(metadata).build();
			case "assistant" -> new AssistantMessage(message.content());
			default -> throw new PromptCompileException(
					"A message of " + prompt + " has the role '" + Escape.line(message.role(), 100)
							+ "', for which Spring AI has no message. Use system, developer, user or assistant.");
		};
	}

	/**
	 * Compiles a prompt to a message of the system.
	 * @param prompt the prompt with its values
	 * @return the message
	 */
	public static SystemMessage systemMessage(TextPrompt prompt) {
		return SystemMessage.builder().text(prompt.text()).metadata(PromptLink.metadata(prompt)).build();
	}

	/**
	 * Compiles a prompt to a message of the user.
	 * @param prompt the prompt with its values
	 * @return the message
	 */
	public static UserMessage userMessage(TextPrompt prompt) {
		return UserMessage.builder().text(prompt.text()).metadata(PromptLink.metadata(prompt)).build();
	}

	/**
	 * Compiles a prompt as the system text of a call:
	 * {@code chatClient.prompt().system((system) -> LangfuseSpringAi.system(system, prompt))}.
	 * @param system the specification of the system text; with parameters it would be
	 * rendered once more
	 * @param prompt the prompt with its values
	 */
	public static void system(ChatClient.PromptSystemSpec system, TextPrompt prompt) {
		system.text(prompt.text()).metadata(PromptLink.metadata(prompt));
	}

	/**
	 * Compiles a prompt as the user's text of a call:
	 * {@code chatClient.prompt().user((user) -> LangfuseSpringAi.user(user, prompt))}.
	 * @param user the specification of the user's text; with parameters it would be
	 * rendered once more
	 * @param prompt the prompt with its values
	 */
	public static void user(ChatClient.PromptUserSpec user, TextPrompt prompt) {
		user.text(prompt.text()).metadata(PromptLink.metadata(prompt));
	}

	/**
	 * Links a call of a {@code ChatClient} whose texts were handed over as plain texts:
	 * {@code chatClient.prompt().advisors(LangfuseSpringAi.link(prompt))}. This comes
	 * before what messages of the call carry.
	 * @param prompt the prompt; a fallback is not linked
	 * @return what adds the link
	 */
	public static Consumer<ChatClient.AdvisorSpec> link(Prompt<?> prompt) {
		PromptLink link = PromptLink.read(PromptLink.metadata(prompt));
		return (advisors) -> {
			if (link != null) {
				advisors.param(AdvisedPrompts.KEY, link);
			}
		};
	}

	/**
	 * Reads the options that all models have from the configuration of a prompt:
	 * {@code model}, {@code temperature}, {@code top_p}, {@code top_k},
	 * {@code max_tokens}, {@code frequency_penalty}, {@code presence_penalty} and
	 * {@code stop}. Others are ignored. Stop sequences are added to those of the model.
	 * @param prompt the prompt
	 * @return the options, to be changed at will
	 */
	public static ChatOptions.Builder<?> options(Prompt<?> prompt) {
		ModelOptions options = ModelOptions.of(prompt);
		return ChatOptions.builder()
			.model(options.model())
			.temperature(options.temperature())
			.topP(options.topP())
			.topK(options.topK())
			.maxTokens(options.maxTokens())
			.frequencyPenalty(options.frequencyPenalty())
			.presencePenalty(options.presencePenalty())
			.stopSequences(options.stop());
	}

}
