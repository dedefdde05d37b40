package dev.langfuse4j.langchain4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolService;
import dev.langchain4j.service.tool.ToolServiceContext;

/**
 * Observes the tools of an AI service while they are executed. Those that a dynamic
 * provider adds later pass by.
 */
final class ObservedToolService extends ToolService {

	@Override
	public ToolServiceContext createContext(InvocationContext invocationContext, UserMessage userMessage,
			List<ChatMessage> messages) {
		ToolServiceContext context = super.createContext(invocationContext, userMessage, messages);
		AiServiceCall call = LangChain4jTracing.call(invocationContext.invocationId());
		if (call == null) {
			return context;
		}
		call.leaveReserved();
		return context.toolExecutors().isEmpty() ? context
				: context.toBuilder().toolExecutors(observed(context.toolExecutors(), call)).build();
	}

	private static Map<String, ToolExecutor> observed(Map<String, ToolExecutor> executors, AiServiceCall call) {
		Map<String, ToolExecutor> observed = new LinkedHashMap<>();
		executors.forEach((name, executor) -> observed.put(name,
				ObservedParts.proxy(ToolExecutor.class, new ToolExecutorHandler(executor, call))));
		return observed;
	}

}
