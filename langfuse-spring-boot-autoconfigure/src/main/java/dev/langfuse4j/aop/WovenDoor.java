package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;

/**
 * Leads woven code, which no container has made, to the interceptor of the application:
 * to that of the context which was opened last and is still open. Names no type of
 * AspectJ, which may be absent.
 */
final class WovenDoor {

	private static final List<ObserveInterceptor> opened = new ArrayList<>();

	private static volatile @Nullable ObserveInterceptor interceptor;

	private WovenDoor() {
	}

	static void open(ObserveInterceptor interceptor) {
		synchronized (opened) {
			opened.add(interceptor);
			WovenDoor.interceptor = interceptor;
		}
	}

	static void close(ObserveInterceptor interceptor) {
		synchronized (opened) {
			opened.remove(interceptor);
			WovenDoor.interceptor = opened.isEmpty() ? null : opened.get(opened.size() - 1);
		}
	}

	static @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		ObserveInterceptor interceptor = WovenDoor.interceptor;
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
