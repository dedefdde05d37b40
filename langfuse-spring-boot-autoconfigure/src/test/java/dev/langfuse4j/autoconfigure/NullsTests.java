/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseTrace;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Every method of the public API, with null and with nothing in the place of each of its
 * parameters: a handle of an observation that runs ignores it, all else may say that an
 * argument is not allowed, as may what a handle scores or adds to a dataset.
 */
class NullsTests {

	private static final Set<Class<?>> NOT_CALLED = Set.of(Object.class);

	/**
	 * Check their arguments also while an observation runs.
	 */
	private static final Set<String> CHECKED = Set.of("score", "addToDataset");

	private final List<String> failures = new ArrayList<>();

	private int calls;

	@Test
	void nothingFailsOtherwise() {
		LangfuseContexts.plainRunner().withPropertyValues("langfuse.export.log=true").run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			check(Langfuse.class, () -> langfuse, false);
			check(TraceAttributes.Builder.class, TraceAttributes::builder, false);
			check(UsageDetails.class, () -> UsageDetails.NONE, false);
			check(langfuse.observation("a").getClass().getInterfaces()[0], () -> langfuse.observation("a"), false);
			langfuse.observation("live").observe(() -> {
				assertThat(langfuse.current().isRecording()).isTrue();
				check(LangfuseObservation.class, langfuse::current, true);
				check(LangfuseTrace.class, () -> langfuse.current().trace(), true);
			});
			LangfuseObservation none = langfuse.current();
			check(LangfuseObservation.class, () -> none, true);
			check(LangfuseTrace.class, none::trace, true);
		});
		assertThat(this.failures).isEmpty();
		assertThat(this.calls).isGreaterThan(100);
	}

	@Test
	void contextWrapperRefusesNullAtTheCall() {
		LangfuseContexts.plainRunner().run((context) -> {
			ContextWrapper wrapper = context.getBean(ContextWrapper.class);
			for (Executable wrap : List.<Executable>of(() -> wrapper.wrap((Runnable) null),
					() -> wrapper.wrap((Callable<?>) null), () -> wrapper.wrap((Supplier<?>) null),
					() -> wrapper.wrap((ContextWrapper.Task<?>) null))) {
				assertThatIllegalArgumentException().isThrownBy(wrap::execute).withMessage("'task' must not be null");
			}
			for (Executable wrap : List.<Executable>of(() -> wrapper.wrap((Executor) null),
					() -> wrapper.wrap((ExecutorService) null))) {
				assertThatIllegalArgumentException().isThrownBy(wrap::execute)
					.withMessage("'executor' must not be null");
			}
		});
	}

	private void check(Class<?> type, Supplier<?> target, boolean live) {
		for (Method method : type.getMethods()) {
			if (NOT_CALLED.contains(method.getDeclaringClass()) || Modifier.isStatic(method.getModifiers())) {
				continue;
			}
			Parameter[] parameters = method.getParameters();
			for (int i = 0; i < parameters.length; i++) {
				if (!parameters[i].getType().isPrimitive()) {
					call(method, target, i, null, live);
					call(method, target, i, empty(parameters[i].getType()), live);
				}
			}
		}
	}

	private void call(Method method, Supplier<?> target, int index, Object value, boolean live) {
		Object[] arguments = new Object[method.getParameterCount()];
		for (int i = 0; i < arguments.length; i++) {
			arguments[i] = (i == index) ? value : sample(method.getParameterTypes()[i]);
		}
		this.calls++;
		try {
			method.setAccessible(true);
			method.invoke(target.get(), arguments);
		}
		catch (InvocationTargetException ex) {
			boolean tolerant = live && !CHECKED.contains(method.getName());
			if (tolerant || !(ex.getCause() instanceof IllegalArgumentException)) {
				this.failures.add(method + " with " + value + " for parameter " + index + ": " + ex.getCause());
			}
		}
		catch (ReflectiveOperationException | IllegalArgumentException ex) {
			this.failures.add(method + ": " + ex);
		}
	}

	private static Object empty(Class<?> type) {
		if (type == String.class || type == Object.class) {
			return "";
		}
		if (type == Map.class) {
			return Map.of();
		}
		return type.isArray() ? java.lang.reflect.Array.newInstance(type.getComponentType(), 0) : null;
	}

	private static Object sample(Class<?> type) {
		if (type == String.class || type == Object.class) {
			return "text";
		}
		if (type == Map.class) {
			return new HashMap<>(Map.of("a", "b"));
		}
		if (type == Duration.class) {
			return Duration.ZERO;
		}
		if (type == Instant.class) {
			return Instant.EPOCH;
		}
		if (type == Runnable.class) {
			return (Runnable) () -> {
			};
		}
		if (type == Callable.class) {
			return (Callable<Object>) () -> "text";
		}
		if (type == Executor.class || type == ExecutorService.class) {
			return ForkJoinPool.commonPool();
		}
		if (type == boolean.class) {
			return true;
		}
		if (type == long.class) {
			return 1L;
		}
		if (type == int.class) {
			return 1;
		}
		if (type == double.class) {
			return 1.0;
		}
		return type.isEnum() ? type.getEnumConstants()[0] : null;
	}

}
