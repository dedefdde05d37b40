package dev.langfuse4j.langchain4j;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.observability.api.event.AiServiceEvent;
import dev.langchain4j.observability.api.event.AiServiceStartedEvent;
import dev.langchain4j.observability.api.listener.AiServiceStartedListener;
import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.AiServices;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events that only newer versions of LangChain4j's core have, see the profile
 * {@code langchain4j-newest-core}. Nobody fires them in the version of the AI services
 * that can be had.
 */
@EnabledIf("hasNewerEvents")
class NewerEventsTests extends ScriptedTestSupport {

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
			assertThat(undone.parentId()).isEqualTo(this.server.span("Blocking.ask").id());
		});
	}

	private static AiServiceContext made(Class<?> service, AtomicReference<InvocationContext> invocation) {
		AiServiceContext made = AiServiceContext.create(service);
		made.eventListenerRegistrar.register(
				(AiServiceStartedListener) (AiServiceStartedEvent event) -> invocation.set(event.invocationContext()));
		return made;
	}

	private static AiServiceEvent event(String name, InvocationContext invocation, ToolExecutionRequest request) {
		Object builder = call(ClassUtils.resolveClassName(EVENTS + name, null), null, "builder");
		call(builder.getClass(), builder, "invocationContext", invocation);
		if (request != null) {
			call(builder.getClass(), builder, "request", request);
		}
		return (AiServiceEvent) call(builder.getClass(), builder, "build");
	}

	private static Object call(Class<?> type, Object target, String name, Object... arguments) {
		Method method = java.util.Arrays.stream(ReflectionUtils.getAllDeclaredMethods(type))
			.filter((candidate) -> candidate.getName().equals(name) && !candidate.isBridge()
					&& candidate.getParameterCount() == arguments.length)
			.findFirst()
			.orElseThrow();
		ReflectionUtils.makeAccessible(method);
		return ReflectionUtils.invokeMethod(method, target, arguments);
	}

}
