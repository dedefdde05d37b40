package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * For streams and iterators: the observation ends when they are exhausted, or the stream
 * is closed. What works off neither is never sent.
 */
final class StreamHandler implements ReturnValueHandler {

	@Override
	public boolean supports(Method method) {
		Class<?> type = method.getReturnType();
		return type == Stream.class || type == Iterator.class;
	}

	@Override
	public @Nullable Object invoke(ObservedInvocation invocation) throws Throwable {
		ObservedCall call = invocation.start();
		Object result;
		try (ObservedCall.Scope scope = call.openScope()) {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			invocation.fail(call, ex);
			throw ex;
		}
		Consumption consumption = new Consumption(new Ending(invocation, call), invocation.elements(call));
		if (result instanceof Stream<?> stream) {
			return observed(stream, consumption);
		}
		// One that is to be closed must stay what it is
		if (result instanceof Iterator<?> iterator && !(result instanceof AutoCloseable)) {
			return new ObservedIterator<>(iterator, consumption);
		}
		invocation.complete(call, result);
		return result;
	}

	private static <T> Stream<T> observed(Stream<T> stream, Consumption consumption) {
		return StreamSupport
			.stream(() -> new ObservedSpliterator<>(stream.spliterator(), consumption), Spliterator.ORDERED,
					stream.isParallel())
			.onClose(() -> {
				try {
					stream.close();
				}
				finally {
					consumption.end();
				}
			});
	}

}
