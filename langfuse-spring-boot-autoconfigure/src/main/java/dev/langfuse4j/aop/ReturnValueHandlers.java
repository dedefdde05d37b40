package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The handlers in their order; each method's is looked for once.
 */
final class ReturnValueHandlers {

	private final List<ReturnValueHandler> handlers;

	private final Map<Method, ReturnValueHandler> byMethod = new ConcurrentHashMap<>();

	/**
	 * Creates the handlers.
	 * @param first what is asked before those for the JDK's types and Reactor's
	 */
	ReturnValueHandlers(List<ReturnValueHandler> first) {
		this.handlers = new ArrayList<>(first);
		this.handlers.add(new FutureHandler());
		this.handlers.add(new ReactiveHandler());
		this.handlers.add(new StreamHandler());
		this.handlers.add(new PlainValueHandler());
	}

	ReturnValueHandler find(Method method) {
		ReturnValueHandler handler = this.byMethod.get(method);
		return (handler != null) ? handler : this.byMethod.computeIfAbsent(method, this::select);
	}

	private ReturnValueHandler select(Method method) {
		return this.handlers.stream().filter((handler) -> handler.supports(method)).findFirst().orElseThrow();
	}

}
