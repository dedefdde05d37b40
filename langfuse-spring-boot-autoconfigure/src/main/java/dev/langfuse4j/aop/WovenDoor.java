package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;

/**
 * Leads woven code, which no container has made, to the interceptor of the application.
 * Of several contexts that are open it is the one in whose observation the code runs,
 * else the one that was opened last. Names no type of AspectJ, which may be absent.
 */
final class WovenDoor {

	/**
	 * The newest first.
	 */
	private static final List<ObserveInterceptor> opened = new CopyOnWriteArrayList<>();

	private WovenDoor() {
	}

	static void open(ObserveInterceptor interceptor) {
		opened.add(0, interceptor);
	}

	static void close(ObserveInterceptor interceptor) {
		opened.remove(interceptor);
	}

	private static @Nullable ObserveInterceptor find() {
		ObserveInterceptor newest = null;
		boolean only = opened.size() == 1;
		for (ObserveInterceptor interceptor : opened) {
			if (only || interceptor.isCurrent()) {
				return interceptor;
			}
			newest = (newest != null) ? newest : interceptor;
		}
		return newest;
	}

	static @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		ObserveInterceptor interceptor = find();
		if (interceptor == null || isSuspending(invocation.getMethod())) {
			return invocation.proceed();
		}
		ProxiedCall proxied = ProxiedCall.take();
		if (proxied == null) {
			return interceptor.invokeWoven(invocation);
		}
		try {
			return proxied.isOf(invocation) ? invocation.proceed() : interceptor.invokeWoven(invocation);
		}
		finally {
			// Another attempt of a retry is still the same call
			proxied.putBack();
		}
	}

	/**
	 * Kotlin enters a suspending function again at each resumption, which is no call.
	 */
	private static boolean isSuspending(Method method) {
		return KotlinDetector.isKotlinPresent() && KotlinDetector.isSuspendingFunction(method);
	}

}
