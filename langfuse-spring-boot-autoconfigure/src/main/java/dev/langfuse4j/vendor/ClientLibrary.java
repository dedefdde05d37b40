/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Describes the client of a provider. All clients are generated alike.
 *
 * @param provider the provider's name
 * @param root the package of its types
 * @param formats how requests and responses are shown, by the names of services without
 * what tells blocking from asynchronous ones
 * @param json makes maps and lists of its values
 */
record ClientLibrary(String provider, String root, Map<String, ApiFormat> formats, Function<Object, Object> json) {

	private static final String ASYNC = "Async";

	/**
	 * Whether a type is one of its clients or services, whose methods are looked at.
	 */
	boolean isService(Class<?> type) {
		return type.isInterface() && (type.getName().startsWith(this.root + ".client.")
				|| type.getName().startsWith(this.root + ".services."));
	}

	/**
	 * Whether a type is one of those that responses come in.
	 */
	boolean isResponse(Class<?> type, String name) {
		return type.isInterface() && type.getName().equals(this.root + ".core.http." + name);
	}

	/**
	 * Returns the format of a call of a method, or {@code null} if it is not a model
	 * call.
	 */
	@Nullable ApiFormat format(Method method, @Nullable Object @Nullable [] arguments) {
		if (arguments == null || arguments.length == 0 || arguments[0] == null
				|| !arguments[0].getClass().getSimpleName().endsWith("Params")) {
			return null;
		}
		Class<?> service = method.getDeclaringClass();
		while (service.getEnclosingClass() != null) {
			service = service.getEnclosingClass();
		}
		String name = service.getSimpleName();
		if (name.endsWith(ASYNC)) {
			name = name.substring(0, name.length() - ASYNC.length());
		}
		return this.formats.get(name + "." + method.getName().replace("Streaming", ""));
	}

}
