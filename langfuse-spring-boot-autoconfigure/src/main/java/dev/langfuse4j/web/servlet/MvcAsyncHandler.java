package dev.langfuse4j.web.servlet;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;

import dev.langfuse4j.aop.Ending;
import dev.langfuse4j.aop.ObservedInvocation;
import dev.langfuse4j.aop.ReturnValueHandler;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncTask;

/**
 * For controllers whose result MVC waits for on another thread. What is no controller and
 * returns such a value ends with the method: nobody may ever run it. Wiring.
 */
public final class MvcAsyncHandler implements ReturnValueHandler {

	/**
	 * Creates the handler.
	 */
	public MvcAsyncHandler() {
	}

	@Override
	public boolean supports(Method method) {
		Class<?> type = method.getReturnType();
		return type == Callable.class || DeferredResult.class.isAssignableFrom(type)
				|| WebAsyncTask.class.isAssignableFrom(type);
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
		WebAsyncManager manager = (result != null) ? AsyncManagers.of(invocation.getMethod()) : null;
		if (manager != null) {
			Object task = (result instanceof WebAsyncTask<?> webTask) ? webTask.getCallable() : result;
			new AsyncCall(task, ending).register(manager);
		}
		else {
			ending.complete(result);
		}
		return result;
	}

}
