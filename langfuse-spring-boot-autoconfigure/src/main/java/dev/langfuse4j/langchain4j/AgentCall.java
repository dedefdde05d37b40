/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * An invocation of an agent. It is current on the thread on which it began; the AI
 * service that a leaf of the system is calls its own observation no other one.
 */
final class AgentCall {

	/**
	 * Calls by the scope of a system and the agent, whose invocations may nest.
	 */
	private static final Map<Key, Deque<AgentCall>> calls = new ConcurrentHashMap<>();

	private static final ThreadLocal<AgentCall> leaf = new ThreadLocal<>();

	private final Key key;

	private final ObservedCall call;

	private final ObservedCall.Scope scope;

	private final @Nullable AgentCall outerLeaf;

	private AgentCall(Key key, ObservedCall call, boolean leaf) {
		this.key = key;
		this.call = call;
		this.scope = call.openScope();
		this.outerLeaf = AgentCall.leaf.get();
		setLeaf(leaf ? this : null);
	}

	static void begin(Object scope, String agentId, ObservedCall call, boolean leaf) {
		Key key = new Key(scope, agentId);
		AgentCall begun = new AgentCall(key, call, leaf);
		calls.compute(key, (same, open) -> {
			Deque<AgentCall> all = (open != null) ? open : new ArrayDeque<>(1);
			all.push(begun);
			return all;
		});
	}

	static @Nullable AgentCall find(Object scope, String agentId) {
		AgentCall[] found = new AgentCall[1];
		calls.computeIfPresent(new Key(scope, agentId), (same, open) -> {
			found[0] = open.peek();
			return open;
		});
		return found[0];
	}

	/**
	 * Takes the agent on this thread that an AI service is about to be called for.
	 */
	static @Nullable ObservedCall takeLeaf() {
		AgentCall current = leaf.get();
		leaf.remove();
		return (current != null) ? current.call : null;
	}

	private static void setLeaf(@Nullable AgentCall call) {
		if (call != null) {
			leaf.set(call);
		}
		else {
			leaf.remove();
		}
	}

	ObservedCall call() {
		return this.call;
	}

	void end(@Nullable Object output, @Nullable Throwable error) {
		calls.computeIfPresent(this.key, (same, open) -> {
			open.remove(this);
			return open.isEmpty() ? null : open;
		});
		this.call.markEnd();
		this.scope.close();
		setLeaf(this.outerLeaf);
		if (error != null) {
			this.call.error(error);
		}
		if (this.call.isRecording()) {
			this.call.recorder().output(output);
		}
		this.call.stop();
	}

	/**
	 * Compares the scope by identity, because its content changes.
	 */
	private record Key(Object scope, String agentId) {

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Key that && that.scope == this.scope && that.agentId.equals(this.agentId);
		}

		@Override
		public int hashCode() {
			return 31 * System.identityHashCode(this.scope) + this.agentId.hashCode();
		}

	}

}
