/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.trace.LangfuseTracer;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.core.NamedThreadLocal;

/**
 * Observes a call according to its {@link ObserveSpec}. Proxies and woven code both call
 * this interceptor.
 */
final class ObserveInterceptor implements MethodInterceptor {

	private final LogOnce logger = new LogOnce(ObserveInterceptor.class);

	private final ObserveSpecs specs;

	private final Supplier<LangfuseTracer> tracerSource;

	private final Supplier<ReturnValueHandlers> handlersSource;

	/**
	 * Threads that are resolving the tracer: this may call an observed factory bean for
	 * its type.
	 */
	private final ThreadLocal<Boolean> asking = new NamedThreadLocal<>("langfuse tracer asked for");

	/**
	 * The methods of each class of beans. A proxy calls with the same {@link Method} each
	 * time, so that a lookup compares references only.
	 */
	private final Map<Class<?>, Map<Method, Optional<ObservedMethod>>> methods = new ConcurrentHashMap<>();

	private final Map<Method, Optional<ObservedMethod>> wovenMethods = new ConcurrentHashMap<>();

	private volatile @Nullable LangfuseTracer tracer;

	private volatile @Nullable ReturnValueHandlers handlers;

	/**
	 * Methods that need a second advice, if there are any.
	 */
	private final @Nullable AsyncMethods asyncMethods;

	ObserveInterceptor(ObserveSpecs specs, Supplier<LangfuseTracer> tracerSource,
			Supplier<ReturnValueHandlers> handlersSource, @Nullable AsyncMethods asyncMethods) {
		this.specs = specs;
		this.asyncMethods = asyncMethods;
		this.tracerSource = tracerSource;
		this.handlersSource = handlersSource;
	}

	void prepare() {
		tracer();
	}

	/**
	 * Observes a call of a bean: the target's method runs, which may override the one
	 * that is called.
	 */
	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		SecuredResults.Passing passing = SecuredResults.passing(invocation);
		return (passing != null) ? passing.proceed(invocation) : observe(invocation, true);
	}

	/**
	 * Observes a call of woven code: the very method runs, whatever overrides it.
	 */
	@Nullable Object invokeWoven(MethodInvocation invocation) throws Throwable {
		return observe(invocation, false);
	}

	/**
	 * Whether the code on this thread runs in an observation.
	 */
	boolean isCurrent() {
		LangfuseTracer tracer = this.tracer;
		return tracer != null && tracer.isCurrent();
	}

	/**
	 * Observes a call, at the usual place or further outside.
	 * @param proxied whether it is a call of a bean
	 */
	@Nullable Object observe(MethodInvocation invocation, boolean proxied) throws Throwable {
		LangfuseTracer known = this.tracer;
		LangfuseTracer tracer = (known != null) ? known : tracer();
		ReturnValueHandlers handlers = this.handlers;
		if (tracer == null || handlers == null || !tracer.isActive()) {
			return invocation.proceed();
		}
		Object target = proxied ? invocation.getThis() : null;
		Class<?> targetClass = (target != null) ? target.getClass() : null;
		ObservedMethod method = find(invocation.getMethod(), targetClass, tracer, handlers);
		if (method == null) {
			return invocation.proceed();
		}
		ObserveSpec spec = method.spec;
		MethodInvocation call = (proxied && method.woven) ? new ProxiedCall(invocation, spec.method()) : invocation;
		ObservedInvocation observed = new ObservedInvocation(method, call);
		if (this.asyncMethods != null && targetClass != null && invocation instanceof ProxyMethodInvocation async
				&& this.asyncMethods.contains(spec.method(), targetClass)) {
			return this.asyncMethods.invoke(observed, async);
		}
		return method.handler.invoke(observed);
	}

	private @Nullable ObservedMethod find(Method method, @Nullable Class<?> targetClass, LangfuseTracer tracer,
			ReturnValueHandlers handlers) {
		Map<Method, Optional<ObservedMethod>> methods = (targetClass != null) ? this.methods.get(targetClass)
				: this.wovenMethods;
		if (methods == null) {
			methods = this.methods.computeIfAbsent(targetClass, (unknown) -> new ConcurrentHashMap<>());
		}
		Optional<ObservedMethod> known = methods.get(method);
		if (known == null) {
			known = Optional.ofNullable(this.specs.find(method, targetClass))
				.map((spec) -> new ObservedMethod(tracer, spec, handlers));
			methods.put(method, known);
		}
		return known.orElse(null);
	}

	/**
	 * The tracer, or {@code null} where its bean cannot be had: while it is being made
	 * itself, or when the application is being closed.
	 */
	private @Nullable LangfuseTracer tracer() {
		LangfuseTracer tracer = this.tracer;
		if (tracer == null && this.asking.get() == null) {
			this.asking.set(true);
			try {
				this.handlers = this.handlersSource.get();
				tracer = this.tracerSource.get();
				this.tracer = tracer;
			}
			catch (Throwable ex) {
				Fatal.rethrow(ex);
				this.logger.warn(ex.getClass(), () -> "A call is not observed, because the tracer is not available: "
						+ ex.getClass().getName());
			}
			finally {
				this.asking.remove();
			}
		}
		return tracer;
	}

}
