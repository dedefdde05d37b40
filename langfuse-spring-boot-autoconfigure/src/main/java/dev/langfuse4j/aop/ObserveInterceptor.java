package dev.langfuse4j.aop;

import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.trace.LangfuseTracer;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Where all doors lead: observes a call as its {@link ObserveSpec} says.
 */
final class ObserveInterceptor implements MethodInterceptor {

	private final ObserveSpecs specs;

	private final Supplier<LangfuseTracer> tracer;

	private final Supplier<List<ReturnValueHandler>> handlers;

	private final ReturnValueHandler plainValues = new PlainValueHandler();

	ObserveInterceptor(ObserveSpecs specs, Supplier<LangfuseTracer> tracer,
			Supplier<List<ReturnValueHandler>> handlers) {
		this.specs = specs;
		this.tracer = tracer;
		this.handlers = handlers;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		LangfuseTracer tracer = this.tracer.get();
		if (!tracer.isActive()) {
			return invocation.proceed();
		}
		Object target = invocation.getThis();
		ObserveSpec spec = this.specs.find(invocation.getMethod(), (target != null) ? target.getClass() : null);
		if (spec == null) {
			return invocation.proceed();
		}
		return handlerFor(spec).invoke(new ObservedInvocation(tracer, spec, invocation));
	}

	private ReturnValueHandler handlerFor(ObserveSpec spec) {
		for (ReturnValueHandler handler : this.handlers.get()) {
			if (handler.supports(spec.method().getReturnType())) {
				return handler;
			}
		}
		return this.plainValues;
	}

}
