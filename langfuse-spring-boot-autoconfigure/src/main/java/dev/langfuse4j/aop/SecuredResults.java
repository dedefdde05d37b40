/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Places the observation of methods whose result Spring Security filters outside of it,
 * so that the result that the caller received is recorded. The advice at the usual place
 * lets such a call pass. Names Spring Security's types only, which may be absent.
 */
final class SecuredResults {

	private static final String SECURITY = "org.springframework.security.";

	private static final String[] ANNOTATIONS = { SECURITY + "access.prepost.PostFilter",
			SECURITY + "access.prepost.PostAuthorize", SECURITY + "authorization.method.AuthorizeReturnObject" };

	private static final String PASSING = SecuredResults.class.getName() + ".passing";

	private final Advisor advisor;

	SecuredResults(ObserveSpecs specs, ObserveInterceptor interceptor) {
		this.advisor = new DefaultPointcutAdvisor(new SecuredPointcut(specs), (MethodInterceptor) (invocation) -> {
			if (invocation instanceof ProxyMethodInvocation proxied) {
				proxied.setUserAttribute(PASSING, new Passing());
			}
			return interceptor.observe(invocation, true);
		});
	}

	/**
	 * Adds the advice to a proxy, if Spring Security has advice in it.
	 */
	void advise(Advised proxy) {
		Advisor[] advisors = proxy.getAdvisors();
		for (int i = 0; i < advisors.length && !proxy.isFrozen(); i++) {
			if (advisors[i] == this.advisor) {
				return;
			}
			if (isSecurity(advisors[i]) || isSecurity(advisors[i].getAdvice())) {
				proxy.addAdvisor(i, this.advisor);
				return;
			}
		}
	}

	private static boolean isSecurity(Object advice) {
		return advice.getClass().getName().startsWith(SECURITY);
	}

	/**
	 * Returns the call that is observed further outside.
	 * @return the call, or {@code null} if there is none
	 */
	static @Nullable Passing passing(MethodInvocation invocation) {
		return (invocation instanceof ProxyMethodInvocation proxied
				&& proxied.getUserAttribute(PASSING) instanceof Passing passing) ? passing : null;
	}

	/**
	 * A call that passes the usual place.
	 */
	static final class Passing {

		private @Nullable Throwable failure;

		@Nullable Object proceed(MethodInvocation invocation) throws Throwable {
			try {
				return invocation.proceed();
			}
			catch (Throwable ex) {
				this.failure = ex;
				throw ex;
			}
		}

		/**
		 * Whether the method itself, or advice inside of the usual place, has thrown an
		 * exception.
		 */
		boolean hasThrown(Throwable ex) {
			return this.failure == ex;
		}

	}

	private static final class SecuredPointcut extends StaticMethodMatcherPointcut {

		private final ObserveSpecs specs;

		SecuredPointcut(ObserveSpecs specs) {
			this.specs = specs;
			setClassFilter(specs::mayObserve);
		}

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			return this.specs.isObserved(method, targetClass)
					&& (isAnnotated(MergedAnnotations.from(AopUtils.getMostSpecificMethod(method, targetClass),
							SearchStrategy.TYPE_HIERARCHY))
							|| isAnnotated(MergedAnnotations.from(targetClass, SearchStrategy.TYPE_HIERARCHY)));
		}

		private static boolean isAnnotated(MergedAnnotations annotations) {
			for (String annotation : ANNOTATIONS) {
				if (annotations.isPresent(annotation)) {
					return true;
				}
			}
			return false;
		}

	}

}
