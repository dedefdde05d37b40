/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.async.WebAsyncManager;

/**
 * The request that is served on a thread of a servlet container.
 */
final class ServedRequest {

	/**
	 * The attribute name of {@code WebAsyncUtils}, a class that needs a servlet
	 * container.
	 */
	private static final String ASYNC_MANAGER = WebAsyncManager.class.getName() + ".WEB_ASYNC_MANAGER";

	private ServedRequest() {
	}

	/**
	 * Runs an action when the thread has served its request, unless that goes on
	 * asynchronously.
	 */
	static void onEnd(Runnable callback) {
		RequestAttributes request = RequestContextHolder.getRequestAttributes();
		if (request != null) {
			request.registerDestructionCallback("langfuse " + System.identityHashCode(callback), () -> {
				if (!isAsynchronous(request)) {
					callback.run();
				}
			}, RequestAttributes.SCOPE_REQUEST);
		}
	}

	private static boolean isAsynchronous(RequestAttributes request) {
		return request.getAttribute(ASYNC_MANAGER, RequestAttributes.SCOPE_REQUEST) instanceof WebAsyncManager manager
				&& manager.isConcurrentHandlingStarted();
	}

}
