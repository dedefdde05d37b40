package dev.langfuse4j.capture;

import java.lang.reflect.Proxy;

/**
 * Which values are shown by their own {@code toString}: those of which nothing else can
 * be read, and those that a library compares as wholes, such as an id or a version.
 */
final class SelfDescriptions {

	private final ResourceTypes resources;

	SelfDescriptions(ResourceTypes resources) {
		this.resources = resources;
	}

	/**
	 * Whether a value has more to say than what could be read of it.
	 */
	boolean isWhole(Class<?> type) {
		return Comparable.class.isAssignableFrom(type) && isDeclared(type) && this.resources.isForeign(type);
	}

	/**
	 * Whether a class says something of its own. What a proxy of the JDK says is up to
	 * what is behind it, except for that of an annotation.
	 */
	static boolean isDeclared(Class<?> type) {
		try {
			return !ApplicationClasses.isPlatform(type)
					&& type.getMethod("toString").getDeclaringClass() != Object.class
					&& (!Proxy.isProxyClass(type) || java.lang.annotation.Annotation.class.isAssignableFrom(type));
		}
		catch (NoSuchMethodException ex) {
			return false;
		}
	}

	/**
	 * What a value says, or what stands for it.
	 */
	static String of(Object value) {
		return isDeclared(value.getClass()) ? String.valueOf(value) : "<" + Marker.nameOf(value.getClass()) + ">";
	}

}
