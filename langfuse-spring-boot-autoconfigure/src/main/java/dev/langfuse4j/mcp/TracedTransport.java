/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.OutgoingCall;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Notes at the observation of a tool which server it asks, and hands the trace to servers
 * that are listed, in the field {@code _meta} of requests. A proxy, as a class would hide
 * methods that the interface of transports gains. Nothing that goes wrong here reaches
 * the application. Thread-safe.
 */
final class TracedTransport implements InvocationHandler {

	/**
	 * The key of the metadata with the name of the server.
	 */
	static final String SERVER = "mcp.server";

	private static final String META = "_meta";

	private static final Set<String> CALLS = Set.of(McpSchema.METHOD_TOOLS_CALL, McpSchema.METHOD_PROMPT_GET,
			McpSchema.METHOD_RESOURCES_READ);

	private static final TypeRef<Map<String, Object>> MAP = new TypeRef<>() {
	};

	private static final LogOnce logger = LogOnce.shared(TracedTransport.class);

	private final String connection;

	private final McpClientTransport transport;

	private final Supplier<McpTracing> tracing;

	private TracedTransport(String connection, McpClientTransport transport, Supplier<McpTracing> tracing) {
		this.connection = connection;
		this.transport = transport;
		this.tracing = tracing;
	}

	/**
	 * Puts this around a transport.
	 */
	static McpClientTransport around(String connection, McpClientTransport transport, Supplier<McpTracing> tracing) {
		return (McpClientTransport) Proxy.newProxyInstance(McpClientTransport.class.getClassLoader(),
				new Class<?>[] { McpClientTransport.class }, new TracedTransport(connection, transport, tracing));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		if (arguments != null && arguments.length == 1) {
			if (arguments[0] instanceof JSONRPCRequest request && CALLS.contains(request.method())
					&& method.getName().equals("sendMessage")) {
				return Mono.deferContextual((context) -> this.transport.sendMessage(traced(request, context)));
			}
			if (method.getName().equals("equals")) {
				return proxy == arguments[0];
			}
		}
		try {
			return method.invoke(this.transport, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private JSONRPCRequest traced(JSONRPCRequest request, ContextView context) {
		try {
			McpTracing current = this.tracing.get();
			if (!current.isActive()) {
				return request;
			}
			OutgoingCall call = OutgoingCall.of(current.tracer(), context);
			if (request.method().equals(McpSchema.METHOD_TOOLS_CALL)) {
				call.describe(ObservationType.TOOL, SERVER, this.connection);
			}
			return current.settings().propagateTo().contains(this.connection) ? withTrace(request, call) : request;
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			logger.warn(ex.getClass(), () -> "The trace of a call cannot be sent to the MCP server '" + this.connection
					+ "': " + ex.getClass().getName());
			return request;
		}
	}

	/**
	 * Parameters are converted, as each method has a type of its own for them.
	 */
	private JSONRPCRequest withTrace(JSONRPCRequest request, OutgoingCall call) {
		Map<String, Object> parameters = new LinkedHashMap<>(this.transport.unmarshalFrom(request.params(), MAP));
		Map<String, Object> meta = new LinkedHashMap<>();
		if (parameters.get(META) instanceof Map<?, ?> given) {
			given.forEach((key, value) -> meta.put(String.valueOf(key), value));
		}
		call.write(meta);
		if (!meta.isEmpty()) {
			parameters.put(META, meta);
		}
		return new JSONRPCRequest(request.jsonrpc(), request.method(), request.id(), parameters);
	}

}
