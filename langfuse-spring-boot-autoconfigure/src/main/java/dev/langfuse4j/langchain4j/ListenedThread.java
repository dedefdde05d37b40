package dev.langfuse4j.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;

/**
 * Tells what kind of call a listener of a model is told of, as LangChain4j does not.
 */
final class ListenedThread {

	private static final String BLOCKING = ChatModel.class.getName();

	private static final String STREAMING = StreamingChatModel.class.getName();

	private ListenedThread() {
	}

	/**
	 * Whether the listener is told of the answer on this thread, before the call returns.
	 * What is not known to be so is not.
	 */
	static boolean isBlocking() {
		return StackWalker.getInstance()
			.walk((frames) -> frames
				.filter((frame) -> isOf(BLOCKING, frame.getClassName()) || isOf(STREAMING, frame.getClassName()))
				.findFirst())
			.map((frame) -> frame.getClassName().equals(BLOCKING) && frame.getMethodName().equals("chat"))
			.orElse(false);
	}

	/**
	 * Newer versions have publishers that are inner classes.
	 */
	private static boolean isOf(String type, String name) {
		return name.equals(type) || name.startsWith(type + "$");
	}

}
