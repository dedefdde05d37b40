/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.langfuse4j.capture.CaptureSwitches;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.trace.IncomingCall;
import dev.langfuse4j.trace.ObservedCall;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * A request that a server answers. Nothing that goes wrong here reaches the application.
 */
final class ServedCall {

	private static final LogOnce logger = LogOnce.shared(ServedCall.class);

	private final ObservedCall call;

	private final CaptureSwitches switches;

	private final AtomicBoolean ended = new AtomicBoolean();

	private ServedCall(ObservedCall call, CaptureSwitches switches) {
		this.call = call;
		this.switches = switches;
	}

	/**
	 * Begins a call.
	 * @return the call, or {@code null} if it is not observed
	 */
	static @Nullable ServedCall begin(McpTracing tracing, ServedKind kind, String target, @Nullable Object exchange,
			McpSchema.Request request, ContextView context) {
		Map<String, Object> meta = (tracing.settings().acceptRemoteContext() && request.meta() != null) ? request.meta()
				: Map.of();
		ObservedCall call = IncomingCall.start(tracing.tracer(),
				ObservationDefinition.of(kind.nameOf(target), kind.type()), meta, context);
		if (call == ObservedCall.NONE) {
			return null;
		}
		ServedCall served = new ServedCall(call, tracing.tracer().capture().settings().switches(kind.type().value()));
		served.contained(() -> {
			LangfuseObservation observation = call.recorder();
			observation.input(McpValues.input(request));
			Implementation client = client(exchange);
			if (client != null) {
				observation.metadata("mcp.client", client.name());
			}
		});
		return served;
	}

	private static @Nullable Implementation client(@Nullable Object exchange) {
		if (exchange instanceof McpSyncServerExchange blocking) {
			return blocking.getClientInfo();
		}
		return (exchange instanceof McpAsyncServerExchange reactive) ? reactive.getClientInfo() : null;
	}

	ObservedCall.Scope openScope() {
		return this.call.openScope();
	}

	Context writeTo(Context context) {
		return this.call.writeTo(context);
	}

	/**
	 * Ends the call with its result. A failure of a tool can be a result, too.
	 */
	void end(@Nullable Object result) {
		end(() -> {
			if (result != null && this.call.isRecording()) {
				record(result, this.call.recorder());
			}
		});
	}

	private void record(Object result, LangfuseObservation observation) {
		observation.output(McpValues.output(result));
		String failure = McpValues.failure(result);
		if (failure != null) {
			observation.level(ObservationLevel.ERROR);
			// The message is what the tool has returned
			observation.statusMessage(this.switches.output() ? failure : null);
		}
	}

	void failed(Throwable error) {
		end(() -> this.call.error(error));
	}

	void cancelled() {
		end(this.call::cancelled);
	}

	private void end(Runnable values) {
		if (this.ended.compareAndSet(false, true)) {
			this.call.markEnd();
			contained(values);
			this.call.stop();
		}
	}

	private void contained(Runnable code) {
		try {
			code.run();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			logger.warn(ex.getClass(),
					() -> "A request to the MCP server cannot be recorded: " + ex.getClass().getName());
		}
	}

}
