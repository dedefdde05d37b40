/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.lang.reflect.Method;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Finds what manages the asynchronous part of the request on this thread.
 */
final class AsyncManagers {

	private AsyncManagers() {
	}

	/**
	 * The manager of the request on this thread.
	 */
	static @Nullable WebAsyncManager current() {
		return (attribute(WebAsyncUtils.WEB_ASYNC_MANAGER_ATTRIBUTE) instanceof WebAsyncManager manager) ? manager
				: null;
	}

	/**
	 * The manager of the request that MVC calls a method for.
	 */
	static @Nullable WebAsyncManager of(Method method) {
		return isHandler(method, attribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)) ? current() : null;
	}

	/**
	 * By signature: the handler's may be the method of an interface or a superclass. A
	 * method of a service with the same signature belongs to another class.
	 */
	private static boolean isHandler(Method method, @Nullable Object handler) {
		return handler instanceof HandlerMethod handlerMethod
				&& method.getDeclaringClass().isAssignableFrom(handlerMethod.getBeanType())
				&& handlerMethod.getMethod().getName().equals(method.getName())
				&& Arrays.equals(handlerMethod.getMethod().getParameterTypes(), method.getParameterTypes());
	}

	private static @Nullable Object attribute(String name) {
		RequestAttributes request = RequestContextHolder.getRequestAttributes();
		try {
			return (request != null) ? request.getAttribute(name, RequestAttributes.SCOPE_REQUEST) : null;
		}
		catch (IllegalStateException ex) {
			// The request attributes of a finished request were handed on to another
			// thread
			return null;
		}
	}

}
