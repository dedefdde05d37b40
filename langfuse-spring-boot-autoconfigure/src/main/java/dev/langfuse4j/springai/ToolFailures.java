/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.lang.reflect.Modifier;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Fatal;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.tool.execution.DefaultToolExecutionExceptionProcessor;
import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.execution.ToolExecutionExceptionProcessor;
import org.springframework.ai.tool.observation.ToolCallingObservationContext;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Notes the failure of a tool where Spring AI makes an answer to the model of it: the
 * observation of the call knows only that answer.
 *
 * @since 0.1.0
 */
@Internal
public final class ToolFailures implements BeanPostProcessor, MethodInterceptor {

	/**
	 * Creates the post-processor.
	 */
	public ToolFailures() {
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof ToolExecutionExceptionProcessor processor)) {
			return bean;
		}
		if (bean.getClass() == DefaultToolExecutionExceptionProcessor.class) {
			return new NotingProcessor(processor);
		}
		try {
			ProxyFactory factory = new ProxyFactory(bean);
			factory.setProxyTargetClass(!Modifier.isFinal(bean.getClass().getModifiers()));
			factory.addAdvice(this);
			return factory.getProxy(bean.getClass().getClassLoader());
		}
		catch (RuntimeException ex) {
			// No proxies of classes in a native image
			return bean;
		}
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		if (invocation.getArguments().length == 1
				&& invocation.getArguments()[0] instanceof ToolExecutionException failure) {
			note(failure);
		}
		return invocation.proceed();
	}

	private static void note(ToolExecutionException failure) {
		try {
			Observation current = ObservationThreadLocalAccessor.getInstance().getValue();
			if (current != null && current.getContext() instanceof ToolCallingObservationContext context) {
				context.put(ToolExecutionException.class, failure);
			}
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
		}
	}

	/**
	 * Replaces the processor that Spring AI creates, whatever type it is requested by. A
	 * proxy would be the only one in most applications and slow down their startup.
	 */
	private static final class NotingProcessor extends DefaultToolExecutionExceptionProcessor {

		private final ToolExecutionExceptionProcessor target;

		NotingProcessor(ToolExecutionExceptionProcessor target) {
			super(false);
			this.target = target;
		}

		@Override
		public String process(ToolExecutionException failure) {
			note(failure);
			return this.target.process(failure);
		}

	}

}
