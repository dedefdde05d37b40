/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.Iterator;
import java.util.Set;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.validation.method.MethodValidationException;

/**
 * Tells calls that were refused from methods that failed: the method is not to blame.
 */
final class Refusals {

	private static final String ACCESS_DENIED = "org.springframework.security.access.AccessDeniedException";

	private static final boolean jakartaValidation = ClassUtils
		.isPresent("jakarta.validation.ConstraintViolationException", Refusals.class.getClassLoader());

	private Refusals() {
	}

	/**
	 * Determines the component that refused a call.
	 * @param error the exception of the call
	 * @param invocation the call
	 * @return {@code validation} before the method ran, {@code authorization} before or
	 * after, or {@code null} if it was not refused
	 */
	static @Nullable String of(Throwable error, MethodInvocation invocation) {
		if (error instanceof MethodValidationException invalid) {
			return (!invalid.isForReturnValue() && invalid.getTarget() == invocation.getThis()
					&& invalid.getMethod().getName().equals(invocation.getMethod().getName())) ? "validation" : null;
		}
		if (jakartaValidation && JakartaValidation.isRefusal(error, invocation)) {
			return "validation";
		}
		SecuredResults.Passing passing = SecuredResults.passing(invocation);
		return (passing != null && isAccessDenied(error.getClass()) && !passing.hasThrown(error)) ? "authorization"
				: null;
	}

	private static boolean isAccessDenied(Class<?> type) {
		return type.getName().equals(ACCESS_DENIED)
				|| (type.getSuperclass() != null && isAccessDenied(type.getSuperclass()));
	}

	private static final class JakartaValidation {

		/**
		 * Another bean that the method calls may have refused that call.
		 */
		static boolean isRefusal(Throwable error, MethodInvocation invocation) {
			Set<ConstraintViolation<?>> violations = (error instanceof ConstraintViolationException invalid)
					? invalid.getConstraintViolations() : null;
			if (violations == null || violations.isEmpty()) {
				return false;
			}
			ConstraintViolation<?> violation = violations.iterator().next();
			Iterator<Path.Node> path = violation.getPropertyPath().iterator();
			return violation.getExecutableParameters() != null && violation.getRootBean() == invocation.getThis()
					&& path.hasNext() && invocation.getMethod().getName().equals(path.next().getName());
		}

	}

}
