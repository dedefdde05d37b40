/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.image.ImageModel;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.prompt.ChatPrompt;
import dev.langfuse4j.prompt.ModelOptions;
import dev.langfuse4j.prompt.Prompt;
import dev.langfuse4j.prompt.PromptCompileException;
import dev.langfuse4j.prompt.PromptLink;
import dev.langfuse4j.prompt.PromptMessage;
import dev.langfuse4j.prompt.TextPrompt;
import org.jspecify.annotations.Nullable;

/**
 * Passes prompts of Langfuse to LangChain4j, and observes models that LangChain4j does
 * not report. Generations that use the results of these methods are linked to the version
 * of the prompt.
 *
 * <pre class="code">
 * ChatPrompt prompt = prompts.chat("support/answer").get().with("product", product);
 * ChatResponse answer = model.chat(LangfuseLangChain4j.request(prompt), LangfuseLangChain4j.options(prompt));
 * </pre>
 *
 * {@link #systemMessage(Function)} uses a prompt as the system message of an AI service.
 * Texts are compiled, and LangChain4j does not treat them as templates. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LangfuseLangChain4j {

	/**
	 * The parameter of an invocation that has its observation.
	 */
	static final String OBSERVATION = "langfuse.observation";

	private LangfuseLangChain4j() {
	}

	/**
	 * Compiles a prompt to a request, with the parameters that are stored with the
	 * prompt.
	 * @param prompt the prompt with its values
	 * @return the request
	 * @throws PromptCompileException if the prompt cannot be compiled, or a message has a
	 * role for which there is no message type
	 * @see #messages(ChatPrompt)
	 * @see #parameters(Prompt)
	 */
	public static ChatRequest request(ChatPrompt prompt) {
		return request(messages(prompt), prompt);
	}

	/**
	 * Compiles a prompt to a request with one message of the user, with the parameters
	 * that are stored with the prompt.
	 * @param prompt the prompt with its values
	 * @return the request
	 * @throws PromptCompileException if the prompt cannot be compiled
	 * @see #parameters(Prompt)
	 */
	public static ChatRequest request(TextPrompt prompt) {
		return request(List.of(userMessage(prompt)), prompt);
	}

	private static ChatRequest request(List<ChatMessage> messages, Prompt<?> prompt) {
		return ChatRequest.builder().messages(messages).parameters(parameters(prompt)).build();
	}

	/**
	 * Links a call of a model:
	 * {@code model.chat(request, LangfuseLangChain4j.options(prompt))}. This comes before
	 * what messages of the request carry.
	 * @param prompt the prompt; a fallback is not linked
	 * @return the options, of which nothing is sent to the model
	 */
	public static ChatRequestOptions options(Prompt<?> prompt) {
		return ChatRequestOptions.builder()
			.listenerAttributes(new LinkedHashMap<>(PromptLink.metadata(prompt)))
			.build();
	}

	/**
	 * Links a call of an AI service, one of whose parameters has this type. This comes
	 * before the prompt of the system message.
	 * @param prompt the prompt; a fallback is not linked
	 * @return the parameters, to which others can be added
	 */
	public static InvocationParameters link(Prompt<?> prompt) {
		return InvocationParameters.from(PromptLink.metadata(prompt));
	}

	/**
	 * Creates a transformer that uses a prompt as the system message of an AI service, at
	 * each call:
	 *
	 * <pre class="code">
	 * AiServices.builder(Assistant.class)
	 *     .chatModel(model)
	 *     .systemMessageTransformer(LangfuseLangChain4j.systemMessage((call) -&gt; prompts.text("assistant").get()))
	 *     .build();
	 * </pre>
	 *
	 * It replaces any other system message of the service. LangChain4j does not treat the
	 * text as a template.
	 * @param prompt returns the prompt for a call
	 * @return the transformer
	 */
	public static BiFunction<@Nullable String, InvocationContext, String> systemMessage(
			Function<InvocationContext, TextPrompt> prompt) {
		return (before, invocation) -> {
			TextPrompt asked = prompt.apply(invocation);
			PromptLink link = PromptLink.read(PromptLink.metadata(asked));
			InvocationParameters parameters = invocation.invocationParameters();
			if (parameters != null && link != null) {
				parameters.put(PromptLinks.SYSTEM, link);
			}
			else if (parameters != null) {
				parameters.asMap().remove(PromptLinks.SYSTEM);
			}
			return asked.text();
		};
	}

	/**
	 * Returns the observation of a call of an AI service, to score the answer, or to
	 * store the IDs for a later score:
	 *
	 * <pre class="code">
	 * InvocationParameters parameters = new InvocationParameters();
	 * String answer = assistant.ask(question, parameters);
	 * String traceId = LangfuseLangChain4j.observation(parameters).traceId();
	 * </pre>
	 *
	 * In the handlers of a stream it is the current observation.
	 * @param parameters the parameters of the call
	 * @return its handle, or a no-op handle if the call has not begun or is not observed
	 */
	public static LangfuseObservation observation(InvocationParameters parameters) {
		return (parameters.asMap().get(OBSERVATION) instanceof LangfuseObservation observation) ? observation
				: LangfuseObservation.noop();
	}

	/**
	 * Compiles a prompt to messages. The roles {@code system} and {@code developer}
	 * become system messages. The last message of the user carries the link. To link a
	 * prompt without such a message, use {@link #options(Prompt)}.
	 * @param prompt the prompt with its values
	 * @return the messages
	 * @throws PromptCompileException if the prompt cannot be compiled, or a message has
	 * another role than these, {@code user} and {@code assistant}
	 */
	public static List<ChatMessage> messages(ChatPrompt prompt) {
		return messages(prompt, Map.of());
	}

	/**
	 * Compiles a prompt to messages, with messages of LangChain4j in its placeholders,
	 * such as those of a chat memory, including tool calls, tool results and images.
	 * @param prompt the prompt with its values
	 * @param placeholders the messages by the names of the placeholders
	 * @return the messages
	 * @throws PromptCompileException if the prompt cannot be compiled, or a message has a
	 * role for which there is no message type
	 * @see #messages(ChatPrompt)
	 */
	public static List<ChatMessage> messages(ChatPrompt prompt,
			Map<String, ? extends List<? extends ChatMessage>> placeholders) {
		Map<PromptMessage, List<? extends ChatMessage>> inserted = new IdentityHashMap<>();
		ChatPrompt marked = prompt;
		for (Map.Entry<String, ? extends List<? extends ChatMessage>> placeholder : placeholders.entrySet()) {
			PromptMessage mark = new PromptMessage("placeholder", placeholder.getKey());
			inserted.put(mark, placeholder.getValue());
			marked = marked.placeholder(placeholder.getKey(), List.of(mark));
		}
		List<ChatMessage> messages = new ArrayList<>();
		for (PromptMessage message : marked.messages()) {
			List<? extends ChatMessage> others = inserted.get(message);
			if (others != null) {
				messages.addAll(others);
			}
			else {
				messages.add(message(prompt, message));
			}
		}
		link(messages, prompt);
		return messages;
	}

	private static void link(List<ChatMessage> messages, Prompt<?> prompt) {
		for (int i = messages.size() - 1; i >= 0; i--) {
			if (messages.get(i) instanceof UserMessage user) {
				Map<String, Object> attributes = new LinkedHashMap<>(user.attributes());
				attributes.putAll(PromptLink.metadata(prompt));
				messages.set(i, user.toBuilder().attributes(attributes).build());
				return;
			}
		}
	}

	private static ChatMessage message(ChatPrompt prompt, PromptMessage message) {
		return switch (message.role()) {
			case "system", "developer" -> SystemMessage.from(message.content());
			case "user" -> UserMessage.from(message.content());
			case "assistant" -> AiMessage.from(message.content());
			default -> throw new PromptCompileException(
					"A message of " + prompt + " has the role '" + Escape.line(message.role(), 100)
							+ "', for which LangChain4j has no message of text. Use system, developer, user or "
							+ "assistant.");
		};
	}

	/**
	 * Compiles a prompt to a message of the user.
	 * @param prompt the prompt with its values
	 * @return the message
	 * @throws PromptCompileException if the prompt cannot be compiled
	 */
	public static UserMessage userMessage(TextPrompt prompt) {
		return UserMessage.builder()
			.contents(List.of(TextContent.from(prompt.text())))
			.attributes(PromptLink.metadata(prompt))
			.build();
	}

	/**
	 * Reads the parameters that all models have from the configuration of a prompt:
	 * {@code model}, {@code temperature}, {@code top_p}, {@code top_k},
	 * {@code max_tokens}, {@code frequency_penalty}, {@code presence_penalty} and
	 * {@code stop}. Others are ignored. A parameter that is set replaces that of the
	 * model.
	 * @param prompt the prompt
	 * @return the parameters
	 */
	public static ChatRequestParameters parameters(Prompt<?> prompt) {
		ModelOptions options = ModelOptions.of(prompt);
		return ChatRequestParameters.builder()
			.modelName(options.model())
			.temperature(options.temperature())
			.topP(options.topP())
			.topK(options.topK())
			.maxOutputTokens(options.maxTokens())
			.frequencyPenalty(options.frequencyPenalty())
			.presencePenalty(options.presencePenalty())
			.stopSequences(options.stop())
			.build();
	}

	/**
	 * Observes a model whose streams the application handles itself. In addition to the
	 * values of a {@link LangfuseChatModelListener}, the generation has the time of its
	 * first token and the partial answer of a stream that fails or is cancelled. The
	 * model needs no listener.
	 * @param model the model
	 * @return the model to use instead
	 */
	public static StreamingChatModel observe(StreamingChatModel model) {
		return ObservedParts.isObserved(model) ? model : ObservedParts.observe(model);
	}

	/**
	 * Observes a model of images. LangChain4j has no listeners for them, and does not
	 * tell their names.
	 * @param model the model
	 * @return the model to use instead
	 */
	public static ImageModel observe(ImageModel model) {
		return ObservedParts.isObserved(model) ? model
				: ObservedParts.proxy(ImageModel.class, new ImageModelHandler(model));
	}

}
