package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import org.springframework.util.ReflectionUtils;

/**
 * The projects that annotations name without an expression: a name that is wrong stops
 * the start rather than losing traces.
 */
final class AnnotatedProjects {

	private final ObserveSpecs specs;

	/**
	 * A method for each name.
	 */
	private final Map<String, String> found = new ConcurrentHashMap<>();

	private final Set<Class<?>> inspected = ConcurrentHashMap.newKeySet();

	AnnotatedProjects(ObserveSpecs specs) {
		this.specs = specs;
	}

	void inspect(Class<?> type) {
		if (this.inspected.add(type)) {
			for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
				String project = this.specs.projectOf(method, type);
				if (!project.isBlank() && !project.contains("#{")) {
					this.found.put(project, method.getDeclaringClass().getName() + "." + method.getName());
				}
			}
		}
	}

	void check(BiConsumer<String, String> check) {
		this.found.forEach(check);
	}

}
