/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.observability.api.event.AiServiceEvent;
import dev.langchain4j.observability.api.event.AiServiceStartedEvent;
import dev.langchain4j.observability.api.listener.AiServiceStartedListener;
import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.AiServices;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events and streams that only newer versions of LangChain4j's core have, see the profile
 * {@code langchain4j-newest-core}. The version of the AI services that can be had uses
 * none of them.
 */
@EnabledIf("hasNewerEvents")
class NewestCoreTests extends ScriptedTestSupport {

	private static final String EVENTS = "dev.langchain4j.observability.api.event.";

	static boolean hasNewerEvents() {
		return ClassUtils.isPresent(EVENTS + "AiServiceCancelledEvent", null);
	}

	@Test
	void cancelledStreamEndsWithWhatCame() {
		runPlain((context) -> {
			AtomicReference<InvocationContext> invocation = new AtomicReference<>();
			AiServiceContext made = made(Streaming.class, invocation);
			Streaming service = AiServices.<Streaming>builder(made)
				.streamingChatModel(ScriptedModel.streaming((request, handler) -> handler.onPartialResponse("It ")))
				.build();
			service.stream("hi").onPartialResponse((piece) -> {
			}).ignoreErrors().start();
			made.eventListenerRegistrar.fireEvent(event("AiServiceCancelledEvent", invocation.get(), null));
			assertThat(tree(context)).isEqualTo("Streaming.stream [chain] WARNING\n  chat [generation] WARNING\n");
			assertThat(this.server.span("Streaming.stream").output()).isEqualTo("It ");
			assertThat(this.server.span("chat").output()).isEqualTo("{\"role\":\"assistant\",\"content\":\"It \"}");
		});
	}

	@Test
	void toolThatIsUndoneIsAnEvent() {
		runPlain((context) -> {
			AtomicReference<InvocationContext> invocation = new AtomicReference<>();
			AiServiceContext made = made(Blocking.class, invocation);
			ToolExecutionRequest request = ToolExecutionRequest.builder()
				.id("c1")
				.name("book")
				.arguments("{\"seat\":7}")
				.build();
			Blocking service = AiServices.<Blocking>builder(made).chatModel(ScriptedModel.blocking((asked) -> {
				made.eventListenerRegistrar.fireEvent(event("ToolCompensatedEvent", invocation.get(), request));
				return ScriptedModel.answer("hi");
			})).build();
			service.ask("hi");
			spans(context);
			Span undone = this.server.span("compensate_tool book");
			assertThat(undone.type()).isEqualTo("event");
			assertThat(undone.input()).isEqualTo("{\"seat\":7}");
			assertThat(undone.output()).isEqualTo("booked");
			assertThat(undone.metadata("reason")).isEqualTo("tool_execution_failed");
			assertThat(undone.parentId()).isEqualTo(this.server.span("Blocking.ask").id());
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void publisherIsACallForEachSubscription(boolean cancelled) {
		runPlain((context) -> {
			StreamingChatModel model = LangfuseLangChain4j.observe(publishing());
			Flow.Publisher<?> stream = (Flow.Publisher<?>) call(StreamingChatModel.class, model, "chat",
					ChatRequest.builder().messages(UserMessage.from("hi")).build());
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("work").observe(() -> {
				JdkFlowAdapter.flowPublisherToFlux(stream).take(cancelled ? 1 : 9).blockLast();
				JdkFlowAdapter.flowPublisherToFlux(stream).take(cancelled ? 1 : 9).blockLast();
			});
			String generation = cancelled ? "  chat [generation] WARNING\n"
					: "  chat [generation] model=scripted usage={input:3,output:4,total:7}\n";
			assertThat(tree(context)).isEqualTo("work [span]\n" + generation + generation);
			assertThat(named("chat")).allSatisfy((span) -> {
				assertThat(span.outputJson().path("content").asString()).isEqualTo("hi");
				assertThat(span.text("langfuse.observation.completion_start_time")).isNotNull();
			});
		});
	}

	/**
	 * A model that has only the method that the version to compile with does not know.
	 */
	private static StreamingChatModel publishing() {
		return (StreamingChatModel) Proxy.newProxyInstance(StreamingChatModel.class.getClassLoader(),
				new Class<?>[] { StreamingChatModel.class },
				(proxy, method, arguments) -> (method.getName().equals("doChat") && arguments.length == 1)
						? JdkFlowAdapter.publisherToFlowPublisher(Flux.just(new PartialResponse("hi"), completed()))
						: InvocationHandler.invokeDefault(proxy, method, arguments));
	}

	private static Object completed() {
		try {
			return ClassUtils.resolveClassName("dev.langchain4j.model.chat.response.CompleteResponse", null)
				.getConstructor(ChatResponse.class)
				.newInstance(ScriptedModel.answer("hi"));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static AiServiceContext made(Class<?> service, AtomicReference<InvocationContext> invocation) {
		AiServiceContext made = AiServiceContext.create(service);
		made.eventListenerRegistrar.register(
				(AiServiceStartedListener) (AiServiceStartedEvent event) -> invocation.set(event.invocationContext()));
		return made;
	}

	private static AiServiceEvent event(String name, InvocationContext invocation,
			@Nullable ToolExecutionRequest request) {
		Object builder = call(ClassUtils.resolveClassName(EVENTS + name, null), null, "builder");
		call(builder.getClass(), builder, "invocationContext", invocation);
		if (request != null) {
			call(builder.getClass(), builder, "request", request);
			Class<?> reasons = ClassUtils.resolveClassName(EVENTS + "CompensationReason", null);
			call(builder.getClass(), builder, "reason", reasons.getEnumConstants()[0]);
			call(builder.getClass(), builder, "resultText", "booked");
		}
		return (AiServiceEvent) call(builder.getClass(), builder, "build");
	}

	private static Object call(Class<?> type, Object target, String name, Object... arguments) {
		Method method = Arrays.stream(ReflectionUtils.getAllDeclaredMethods(type))
			.filter((candidate) -> candidate.getName().equals(name) && !candidate.isBridge()
					&& candidate.getParameterCount() == arguments.length
					&& ClassUtils.isAssignableValue(
							(arguments.length > 0) ? candidate.getParameterTypes()[0] : Object.class,
							(arguments.length > 0) ? arguments[0] : ""))
			.findFirst()
			.orElseThrow();
		ReflectionUtils.makeAccessible(method);
		return ReflectionUtils.invokeMethod(method, target, arguments);
	}

}
