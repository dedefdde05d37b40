package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Finds the observed methods of beans that their proxies cannot reach, and reports those
 * of all beans that an application starts with at once.
 */
final class UnreachableMethods {

	private final ObserveSpecs specs;

	private final UnreachableMethodsReport report;

	private final Set<Class<?>> inspected = ConcurrentHashMap.newKeySet();

	private @Nullable List<String> found = new ArrayList<>();

	UnreachableMethods(ObserveSpecs specs, UnreachableMethodsReport report) {
		this.specs = specs;
		this.report = report;
	}

	/**
	 * Looks at a bean.
	 * @param type the bean's class
	 * @param proxy the bean's proxy, or {@code null} if none could be made
	 */
	void inspect(Class<?> type, @Nullable Object proxy) {
		if (Proxy.isProxyClass(type) || !this.inspected.add(type) || ObserveSpecs.isWoven(type)) {
			return;
		}
		List<String> unreachable = new ArrayList<>();
		for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
			String obstacle = obstacle(method, type, (proxy != null) ? proxy.getClass() : null);
			if (obstacle != null && !method.isSynthetic() && this.specs.isObserved(method, type)) {
				unreachable.add(describe(method) + " is " + obstacle);
			}
		}
		if (!unreachable.isEmpty()) {
			found(unreachable);
		}
	}

	/**
	 * Reports what was found until now; from now on each bean is reported when it is
	 * made.
	 */
	void started() {
		List<String> found;
		synchronized (this.inspected) {
			found = this.found;
			this.found = null;
		}
		if (found != null && !found.isEmpty()) {
			this.report.atStart(found.stream().sorted().toList());
		}
	}

	private void found(List<String> unreachable) {
		synchronized (this.inspected) {
			if (this.found != null) {
				this.found.addAll(unreachable);
				return;
			}
		}
		this.report.later(unreachable.stream().sorted().toList());
	}

	private static @Nullable String obstacle(Method method, Class<?> type, @Nullable Class<?> proxy) {
		int modifiers = method.getModifiers();
		if (Modifier.isPrivate(modifiers)) {
			return "private";
		}
		if (Modifier.isStatic(modifiers)) {
			return "static";
		}
		if (proxy == null) {
			return "in a class without proxy";
		}
		if (Proxy.isProxyClass(proxy)) {
			return isInInterface(method, type, proxy) ? null : "in no interface of the proxy";
		}
		if (Modifier.isFinal(modifiers)) {
			return "final";
		}
		boolean packagePrivate = !Modifier.isPublic(modifiers) && !Modifier.isProtected(modifiers);
		return (packagePrivate && !isSamePackage(method.getDeclaringClass(), proxy))
				? "package-private in another package or class loader" : null;
	}

	private static boolean isInInterface(Method method, Class<?> type, Class<?> proxy) {
		return Stream.of(ClassUtils.getAllInterfacesForClass(proxy))
			.flatMap((implemented) -> Arrays.stream(implemented.getMethods()))
			.anyMatch((declared) -> AopUtils.getMostSpecificMethod(declared, type).equals(method));
	}

	private static boolean isSamePackage(Class<?> first, Class<?> second) {
		return first.getClassLoader() == second.getClassLoader()
				&& first.getPackageName().equals(second.getPackageName());
	}

	private static String describe(Method method) {
		String parameters = StringUtils.collectionToDelimitedString(
				Arrays.stream(method.getParameterTypes()).map(ClassUtils::getShortName).toList(), ", ");
		return method.getDeclaringClass().getName() + "." + method.getName() + "(" + parameters + ")";
	}

}
