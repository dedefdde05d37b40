package dev.langfuse4j.langchain4j;

import java.util.Set;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;

/**
 * Tells what kind of call a listener of a model is told of, as LangChain4j does not.
 */
final class ListenedThread {

	private static final Set<String> MODELS = Set.of(ChatModel.class.getName(), StreamingChatModel.class.getName());

	private ListenedThread() {
	}

	/**
	 * Whether the listener is told of the answer on this thread, before the call returns.
	 * What is not known to be so is not.
	 */
	static boolean isBlocking() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.filter((frame) -> MODELS.contains(frame.getClassName())).findFirst())
			.map((frame) -> frame.getClassName().equals(ChatModel.class.getName())
					&& frame.getMethodName().equals("chat"))
			.orElse(false);
	}

}
