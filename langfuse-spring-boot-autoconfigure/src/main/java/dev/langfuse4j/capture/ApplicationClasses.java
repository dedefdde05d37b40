/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.lang.reflect.Proxy;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Collection;
import java.util.List;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Tells the classes of the application from those of libraries: they are in its packages,
 * or not packaged in the jar of a library.
 *
 * @since 0.1.0
 */
@Internal
public final class ApplicationClasses {

	private final List<String> prefixes;

	/**
	 * Creates the rule.
	 * @param packages the packages of the application, subpackages included; may be empty
	 */
	public ApplicationClasses(Collection<String> packages) {
		this.prefixes = packages.stream().map((name) -> name + ".").toList();
	}

	boolean contains(Class<?> type) {
		Class<?> declared = declared(type);
		if (isPlatform(declared)) {
			return false;
		}
		String name = declared.getName();
		return this.prefixes.stream().anyMatch(name::startsWith) || !isInJar(declared);
	}

	/**
	 * Whether a class is one of the JDK's own.
	 */
	static boolean isPlatform(Class<?> type) {
		ClassLoader loader = type.getClassLoader();
		return loader == null || loader == ClassLoader.getPlatformClassLoader();
	}

	/**
	 * A proxy of the JDK is in a package of its own.
	 */
	private static Class<?> declared(Class<?> type) {
		Class<?>[] interfaces = Proxy.isProxyClass(type) ? type.getInterfaces() : new Class<?>[0];
		return (interfaces.length > 0) ? interfaces[0] : type;
	}

	/**
	 * The classes of an executable jar are in a directory within it. In a native image
	 * nothing is known.
	 */
	private static boolean isInJar(Class<?> type) {
		URL location = locationOf(type.getProtectionDomain());
		return location == null || location.getPath().endsWith(".jar") || location.getPath().endsWith(".jar!/");
	}

	private static @Nullable URL locationOf(@Nullable ProtectionDomain domain) {
		CodeSource source = (domain != null) ? domain.getCodeSource() : null;
		return (source != null) ? source.getLocation() : null;
	}

}
