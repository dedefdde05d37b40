package dev.langfuse4j.web.servlet;

import java.lang.reflect.Method;

import dev.langfuse4j.aop.Ending;
import dev.langfuse4j.aop.ObservedInvocation;
import dev.langfuse4j.aop.ReturnValueHandler;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * For controllers that write their response bit by bit. What they write is not looked at:
 * the output is what the application sets. Wiring.
 */
public final class MvcStreamHandler implements ReturnValueHandler {

	/**
	 * Creates the handler.
	 */
	public MvcStreamHandler() {
	}

	@Override
	public boolean supports(Method method) {
		Class<?> type = method.getReturnType();
		return type == StreamingResponseBody.class || ResponseBodyEmitter.class.isAssignableFrom(type);
	}

	@Override
	public @Nullable Object invoke(ObservedInvocation invocation) throws Throwable {
		ObservedCall call = invocation.start();
		Ending ending = new Ending(invocation, call);
		Object result;
		try (ObservedCall.Scope scope = call.openScope()) {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			ending.fail(ex);
			throw ex;
		}
		if (result instanceof ResponseBodyEmitter emitter) {
			emitter.onError(ending::fail);
			emitter.onTimeout(() -> ending.fail(new AsyncRequestTimeoutException()));
			emitter.onCompletion(() -> ending.complete(null));
			awaitRequest(invocation.getMethod(), ending);
			return emitter;
		}
		if (result instanceof StreamingResponseBody body) {
			awaitRequest(invocation.getMethod(), ending);
			return (StreamingResponseBody) (output) -> {
				try (ObservedCall.Scope scope = call.openScope()) {
					body.writeTo(output);
				}
				catch (Throwable ex) {
					ending.fail(ex);
					throw ex;
				}
				ending.complete(null);
			};
		}
		ending.complete(result);
		return result;
	}

	/**
	 * An emitter that is done before MVC has it calls nobody back, and a body may never
	 * be written.
	 */
	private static void awaitRequest(Method method, Ending ending) {
		WebAsyncManager manager = AsyncManagers.of(method);
		if (manager != null) {
			new AsyncCall(null, ending).register(manager);
		}
	}

}
