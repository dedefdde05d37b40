/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.TokenStream;

import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/**
 * Determines when a call of an AI service method is over.
 */
final class AiServiceMethods {

	private static final String AGENT = "dev.langchain4j.agentic.Agent";

	private AiServiceMethods() {
	}

	/**
	 * Whether a call ends when its method returns. Unknown return types count as not
	 * blocking.
	 * @param context that of the service
	 * @param name the name of the method
	 * @param parameters the number of its parameters
	 */
	static boolean isBlocking(AiServiceContext context, String name, int parameters) {
		return Arrays.stream(context.aiServiceClass.getMethods())
			.filter((method) -> method.getName().equals(name) && method.getParameterCount() == parameters)
			.allMatch((method) -> isBlocking(context, method));
	}

	private static boolean isBlocking(AiServiceContext context, Method method) {
		if (KotlinDetector.isKotlinPresent() && KotlinDetector.isSuspendingFunction(method)) {
			return false;
		}
		Type type = (context.returnType != null) ? context.returnType : method.getGenericReturnType();
		Class<?> raw = ResolvableType.forType(type).resolve(Object.class);
		return !TokenStream.class.isAssignableFrom(raw) && !Future.class.isAssignableFrom(raw)
				&& !BaseStream.class.isAssignableFrom(raw) && !Iterator.class.isAssignableFrom(raw)
				&& ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw) == null;
	}

	/**
	 * Whether a service is an agent, or calls one of its methods so.
	 */
	static boolean isAgent(Class<?> service) {
		return Arrays.stream(service.getMethods())
			.flatMap((method) -> Arrays.stream(method.getAnnotations()))
			.map(Annotation::annotationType)
			.anyMatch((type) -> type.getName().equals(AGENT));
	}

}
