/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.concurrent.Flow;

import dev.langfuse4j.aop.ObservedPublishers.Subscriptions;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.DeferredCall;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;

/**
 * Handles publishers, also as the body of a response: each subscription is an
 * observation.
 *
 * @since 0.1.0
 */
@Internal
public final class ReactiveHandler implements ReturnValueHandler {

	/**
	 * Creates the handler.
	 */
	public ReactiveHandler() {
	}

	/**
	 * The observed publisher is of the adapted type, not of a subclass.
	 */
	@Override
	public boolean supports(Method method) {
		Class<?> type = method.getReturnType();
		if (HttpEntity.class.isAssignableFrom(type)) {
			Class<?> body = ResolvableType.forMethodReturnType(method).as(HttpEntity.class).getGeneric().resolve();
			return body != null && ObservedPublishers.isPublisher(body);
		}
		if (isValue(type)) {
			return false;
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
		return adapter != null && adapter.getReactiveType() == type && adapter.getDescriptor().isDeferred();
	}

	@Override
	public @Nullable Object invoke(ObservedInvocation invocation) throws Throwable {
		DeferredCall pending = invocation.pending();
		Object result;
		try (ObservedCall.Scope scope = pending.openScope()) {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			invocation.start(pending, Context.empty()).fail(ex);
			throw ex;
		}
		Object observed = (result != null) ? observed(result, invocation, pending) : null;
		if (observed == null) {
			invocation.start(pending, Context.empty()).complete(result);
			return result;
		}
		return observed;
	}

	private @Nullable Object observed(Object result, ObservedInvocation invocation, DeferredCall pending) {
		Subscriptions subscriptions = invocation.subscriptions(pending);
		if (result instanceof HttpEntity<?> entity) {
			return ObservedResponseEntity.of(entity, subscriptions);
		}
		Class<?> declared = invocation.getMethod().getReturnType();
		ReactiveAdapterRegistry adapters = ReactiveAdapterRegistry.getSharedInstance();
		boolean adaptable = adapters.getAdapter(declared) != null || adapters.getAdapter(null, result) != null;
		return adaptable ? ObservedPublishers.observe(result, declared, subscriptions) : null;
	}

	/**
	 * Whether a type cannot be that of a publisher. The registry is not asked about it,
	 * because creating it loads all operators of Reactor.
	 */
	private static boolean isValue(Class<?> type) {
		return type.isPrimitive() || type.isArray() || type.isRecord() || type.isEnum()
				|| (type.getName().startsWith("java.") && type != Flow.Publisher.class);
	}

}
