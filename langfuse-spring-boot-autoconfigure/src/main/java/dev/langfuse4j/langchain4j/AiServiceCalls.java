/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The calls of AI services that are under way: by their invocation, for events on
 * whatever thread, and by the thread that has their scope. The invocation of a stream
 * that is never started is released with it.
 */
final class AiServiceCalls {

	private static final String INVOKER = "dev.langchain4j.service.DefaultAiServices$";

	/**
	 * The method of an {@link java.lang.reflect.InvocationHandler}, beside which the
	 * invoker has others with that name.
	 */
	private static final MethodType INVOKE = MethodType.methodType(Object.class, Object.class, Method.class,
			Object[].class);

	/**
	 * Frames tell the types of their methods only with the option, on any JDK.
	 */
	private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	private static final Map<UUID, AiServiceCall> calls = Collections.synchronizedMap(new WeakHashMap<>());

	private static final ThreadLocal<Deque<AiServiceCall>> scopes = ThreadLocal.withInitial(ArrayDeque::new);

	private AiServiceCalls() {
	}

	static void add(UUID invocationId, AiServiceCall call) {
		calls.put(invocationId, call);
	}

	static @Nullable AiServiceCall find(UUID invocationId) {
		return calls.get(invocationId);
	}

	/**
	 * Returns the call that sends a list of messages.
	 */
	static @Nullable AiServiceCall asking(List<?> messages) {
		synchronized (calls) {
			return calls.values().stream().filter((call) -> call.isAsking(messages)).findFirst().orElse(null);
		}
	}

	static void remove(UUID invocationId) {
		calls.remove(invocationId);
	}

	/**
	 * Records that a call has its scope on this thread. LangChain4j does not report a
	 * call that an {@link Error} has ended, so calls that are no longer on the stack are
	 * ended first.
	 */
	static void enter(AiServiceCall call) {
		Deque<AiServiceCall> open = scopes.get();
		open.removeIf(AiServiceCall::isEnded);
		if (!open.isEmpty()) {
			long left = open.size() - (invocations() - 1);
			for (; left > 0 && !open.isEmpty(); left--) {
				open.peek().lost();
			}
		}
		open.push(call);
	}

	static void leave(AiServiceCall call) {
		Deque<AiServiceCall> open = scopes.get();
		open.remove(call);
		if (open.isEmpty()) {
			scopes.remove();
		}
	}

	/**
	 * Returns the number of AI service calls on this thread, including this one.
	 */
	private static long invocations() {
		long found = STACK.walk(
				(frames) -> frames
					.filter((frame) -> frame.getClassName().startsWith(INVOKER)
							&& frame.getMethodName().equals("invoke") && frame.getMethodType().equals(INVOKE))
					.count());
		// Called by another implementation: nothing is known of the others
		return (found > 0) ? found : Long.MAX_VALUE;
	}

}
