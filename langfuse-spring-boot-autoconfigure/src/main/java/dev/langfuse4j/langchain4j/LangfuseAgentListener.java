/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langchain4j.agentic.observability.AgentInvocationError;
import dev.langchain4j.agentic.observability.AgentListener;
import dev.langchain4j.agentic.observability.AgentRequest;
import dev.langchain4j.agentic.observability.AgentResponse;
import dev.langchain4j.agentic.planner.AgentInstance;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Observes a system of agents: {@code .listener(langfuseAgentListener)} on the builder of
 * the outermost one. Those below inherit it. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LangfuseAgentListener implements AgentListener {

	private final LangChain4jTracing tracing;

	/**
	 * Creates the listener.
	 * @param tracing the application's
	 */
	@Internal
	public LangfuseAgentListener(LangChain4jTracing tracing) {
		this.tracing = tracing;
	}

	@Override
	public boolean inheritedBySubagents() {
		return true;
	}

	@Override
	public void beforeAgentInvocation(AgentRequest request) {
		if (!this.tracing.isActive()) {
			return;
		}
		Contained.run(() -> {
			AgentInstance agent = request.agent();
			AgentInstance parent = agent.parent();
			AgentCall above = (parent != null) ? AgentCall.find(request.agenticScope(), parent.agentId()) : null;
			ObservedCall call = (above != null) ? this.tracing.tracer()
				.startBelow(LangChain4jTracing.definition(request.agentName(), ObservationType.AGENT), above.call())
					: this.tracing.start(request.agentName(), ObservationType.AGENT, null);
			if (call.isRecording()) {
				call.recorder().input(request.inputs());
			}
			AgentCall.begin(request.agenticScope(), request.agentId(), call, agent.leaf());
		});
	}

	@Override
	public void afterAgentInvocation(AgentResponse response) {
		end(response.agenticScope(), response.agentId(), response.output(), null);
	}

	@Override
	public void onAgentInvocationError(AgentInvocationError error) {
		end(error.agenticScope(), error.agentId(), null, error.error());
	}

	private static void end(Object scope, String agentId, @Nullable Object output, @Nullable Throwable error) {
		Contained.run(() -> {
			AgentCall call = AgentCall.find(scope, agentId);
			if (call != null) {
				call.end(output, error);
			}
		});
	}

}
