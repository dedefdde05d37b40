/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.RecordingExporter;
import dev.langfuse4j.trace.LangfuseTracer;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The messages that a client sends.
 */
@ExtendWith(OutputCaptureExtension.class)
class TracedTransportTests {

	private final Sent sent = new Sent();

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner().withBean(RecordingExporter.class);

	@Test
	void traceIsAddedToWhatTheApplicationSends() {
		this.contextRunner.run((context) -> {
			McpClientTransport transport = transport(context.getBean(LangfuseTracer.class), true);
			Map<String, Object> meta = Map.of("progressToken", 7, "baggage", "own=1");
			try (ActiveObservation outer = context.getBean(Langfuse.class)
				.observation("ask")
				.type(ObservationType.TOOL)
				.start()) {
				context.getBean(Langfuse.class)
					.with((trace) -> trace.userId("ada"))
					.run(() -> send(transport,
							request(CallToolRequest.builder("weather")
								.arguments(Map.of("city", "Oslo", "days", 3L))
								.meta(meta)
								.build())));
				Map<String, Object> parameters = parameters();
				assertThat(parameters).containsEntry("name", "weather")
					.containsEntry("arguments", Map.of("city", "Oslo", "days", 3L));
				assertThat(meta()).containsEntry("progressToken", 7)
					.containsEntry("traceparent", "00-" + outer.traceId() + "-" + outer.observationId() + "-01");
				assertThat(meta().get("baggage")).asString()
					.startsWith("own=1,")
					.contains("langfuse_user_id=ada", "langfuse_trace_id=" + outer.traceId());
			}
		});
	}

	@Test
	void traceparentOfTheApplicationStays() {
		this.contextRunner.run((context) -> {
			McpClientTransport transport = transport(context.getBean(LangfuseTracer.class), true);
			context.getBean(Langfuse.class)
				.observation("ask")
				.observe(() -> send(transport,
						request(CallToolRequest.builder("weather").meta(Map.of("traceparent", "own")).build())));
			assertThat(meta()).containsEntry("traceparent", "own");
			assertThat(meta().get("baggage")).asString().contains("langfuse_trace_id=");
		});
	}

	@Test
	void nothingIsAddedElsewhere() {
		this.contextRunner.run((context) -> {
			LangfuseTracer tracer = context.getBean(LangfuseTracer.class);
			JSONRPCRequest call = request(CallToolRequest.builder("weather").build());
			send(transport(tracer, true), call);
			assertThat(parameters()).as("outside of a trace").doesNotContainKey("_meta");
			context.getBean(Langfuse.class).observation("ask").observe(() -> {
				send(transport(tracer, false), call);
				assertThat(this.sent.messages).last().as("not listed").isSameAs(call);
				JSONRPCRequest list = new JSONRPCRequest(McpSchema.METHOD_TOOLS_LIST, "2", Map.of());
				send(transport(tracer, true), list);
				assertThat(this.sent.messages).last().as("no call").isSameAs(list);
				JSONRPCNotification notification = new JSONRPCNotification("notifications/progress", null);
				send(transport(tracer, true), notification);
				assertThat(this.sent.messages).last().isSameAs(notification);
			});
		});
	}

	@Test
	void failureOfOursIsSaidOnceAndTheCallIsMade(CapturedOutput output) {
		JSONRPCRequest call = request(CallToolRequest.builder("weather").build());
		McpClientTransport transport = TracedTransport.around("search", this.sent, () -> {
			throw new IllegalStateException("s3cret");
		});
		send(transport, call);
		send(transport, call);
		assertThat(this.sent.messages).containsExactly(call, call);
		assertThat(output.toString()
			.lines()
			.filter((line) -> line.contains("cannot be sent to the MCP server 'search'")
					&& line.contains("IllegalStateException")))
			.hasSize(1);
		assertThat(output).doesNotContain("s3cret");
	}

	@Test
	void otherwiseItIsTheTransport() {
		McpClientTransport transport = TracedTransport.around("search", this.sent, () -> {
			throw new IllegalStateException("not asked");
		});
		assertThat(transport.protocolVersions()).containsExactly("of the transport");
		assertThat(transport).isEqualTo(transport).isNotEqualTo(this.sent).hasToString("the transport");
		assertThat(transport.hashCode()).isEqualTo(this.sent.hashCode());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> transport.connect(null))
			.withMessage("own");
	}

	private McpClientTransport transport(LangfuseTracer tracer, boolean listed) {
		return TracedTransport.around("search", this.sent,
				() -> new McpTracing(tracer, new McpSettings(true, listed ? Set.of("search") : Set.of(), false)));
	}

	private static JSONRPCRequest request(CallToolRequest parameters) {
		return new JSONRPCRequest(McpSchema.METHOD_TOOLS_CALL, "1", parameters);
	}

	private static void send(McpClientTransport transport, JSONRPCMessage message) {
		transport.sendMessage(message).block();
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> parameters() {
		JSONRPCRequest last = (JSONRPCRequest) this.sent.messages.get(this.sent.messages.size() - 1);
		return (Map<String, Object>) last.params();
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> meta() {
		return (Map<String, Object>) parameters().get("_meta");
	}

	private static final class Sent implements McpClientTransport {

		private final List<JSONRPCMessage> messages = new ArrayList<>();

		@Override
		public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
			throw new UnsupportedOperationException("own");
		}

		@Override
		public Mono<Void> closeGracefully() {
			return Mono.empty();
		}

		@Override
		public Mono<Void> sendMessage(JSONRPCMessage message) {
			return Mono.fromRunnable(() -> this.messages.add(message));
		}

		@Override
		public <T> T unmarshalFrom(Object data, TypeRef<T> typeRef) {
			return McpJsonDefaults.getMapper().convertValue(data, typeRef);
		}

		@Override
		public List<String> protocolVersions() {
			return List.of("of the transport");
		}

		@Override
		public String toString() {
			return "the transport";
		}

	}

}
