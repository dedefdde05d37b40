/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;

/**
 * Determines the kind of call that a listener of a model receives, which LangChain4j does
 * not expose.
 */
final class ListenedThread {

	private static final String BLOCKING = ChatModel.class.getName();

	private static final String STREAMING = StreamingChatModel.class.getName();

	private ListenedThread() {
	}

	/**
	 * Whether the listener receives the answer on this thread, before the call returns.
	 * Unknown calls count as not.
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
