package dev.langfuse4j.aop;

import java.lang.reflect.Method;

import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * For methods whose work is done when they return: all but those that another handler
 * claims.
 */
final class PlainValueHandler implements ReturnValueHandler {

	@Override
	public boolean supports(Method method) {
		return true;
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
		invocation.complete(call, result);
		return result;
	}

}
