/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.OverridingClassLoader;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The return types for which the handler of publishers is used.
 */
class ReactiveHandlerTests {

	@Test
	void publishersAreSupported() {
		assertThat(Publishers.class.getDeclaredMethods()).allMatch(new ReactiveHandler()::supports);
		assertThat(Values.class.getDeclaredMethods()).noneMatch(new ReactiveHandler()::supports);
		assertThat(Other.class.getDeclaredMethods()).noneMatch(new ReactiveHandler()::supports);
	}

	@Test
	void reactorIsNotLoadedForTypesThatAreNoPublishers() throws ReflectiveOperationException {
		Class<?> type = new WithoutAdapters().loadClass(ReactiveHandler.class.getName());
		Object handler = type.getDeclaredConstructor().newInstance();
		Method supports = type.getMethod("supports", Method.class);
		for (Method method : Values.class.getDeclaredMethods()) {
			assertThat(supports.invoke(handler, method)).as("%s", method).isEqualTo(false);
		}
		assertThatExceptionOfType(ReflectiveOperationException.class)
			.isThrownBy(() -> supports.invoke(handler, Other.class.getDeclaredMethod("other")))
			.withCauseInstanceOf(NoClassDefFoundError.class);
		assertThat(Arrays.asList(Values.class.getDeclaredMethods())).hasSize(9);
	}

	interface Publishers {

		Mono<String> mono();

		Flux<String> flux();

		Publisher<String> publisher();

		Flow.Publisher<String> flow();

		ResponseEntity<Flux<String>> entity();

	}

	interface Values {

		void nothing();

		int number();

		String text();

		List<String> list();

		Optional<String> optional();

		CompletableFuture<String> future();

		String[] array();

		Answer answer();

		TimeUnit unit();

	}

	interface Other {

		Other other();

	}

	record Answer(String text) {

	}

	private static final class WithoutAdapters extends OverridingClassLoader {

		WithoutAdapters() {
			super(ReactiveHandlerTests.class.getClassLoader());
		}

		@Override
		protected boolean isEligibleForOverriding(String className) {
			return className.equals(ReactiveHandler.class.getName());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.equals(ReactiveAdapterRegistry.class.getName())) {
				throw new ClassNotFoundException(name);
			}
			return super.loadClass(name, resolve);
		}

	}

}
