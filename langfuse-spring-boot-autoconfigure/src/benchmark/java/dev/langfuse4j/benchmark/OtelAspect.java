/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.reflect.MethodSignature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records with OpenTelemetry what {@code @Observe} does: arguments by their names and the
 * result, as JSON text.
 */
@Aspect
final class OtelAspect {

	static final AttributeKey<String> INPUT = AttributeKey.stringKey("langfuse.observation.input");

	static final AttributeKey<String> OUTPUT = AttributeKey.stringKey("langfuse.observation.output");

	private static final AttributeKey<String> TYPE = AttributeKey.stringKey("langfuse.observation.type");

	private final JsonMapper json = JsonMapper.builder().build();

	private final OtelSdk sdk;

	OtelAspect(OtelSdk sdk) {
		this.sdk = sdk;
	}

	@Around("within(dev.langfuse4j.benchmark.PlainService)")
	Object around(ProceedingJoinPoint call) throws Throwable {
		Span span = this.sdk.tracer().spanBuilder(call.getSignature().getName()).startSpan();
		try (Scope scope = span.makeCurrent()) {
			span.setAttribute(TYPE, "span");
			span.setAttribute(INPUT, this.json.writeValueAsString(arguments(call)));
			Object result = call.proceed();
			span.setAttribute(OUTPUT, this.json.writeValueAsString(result));
			return result;
		}
		catch (Throwable ex) {
			span.setStatus(StatusCode.ERROR);
			span.recordException(ex);
			throw ex;
		}
		finally {
			span.end();
			this.sdk.spanEnded();
		}
	}

	private static Map<String, Object> arguments(ProceedingJoinPoint call) {
		String[] names = ((MethodSignature) call.getSignature()).getParameterNames();
		Object[] values = call.getArgs();
		Map<String, Object> arguments = new LinkedHashMap<>();
		for (int i = 0; i < values.length; i++) {
			arguments.put(names[i], values[i]);
		}
		return arguments;
	}

}
