/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.trace.LangfuseObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer;
import org.springframework.util.function.SingletonSupplier;

/**
 * Keeps other libraries from creating observations because of Langfuse: a registry with a
 * handler makes every instrumented library create observations. If the handler of
 * Langfuse is the only one, they are not needed.
 * <p>
 * A handler that is added to Spring Boot's registry other than as a bean or by an
 * {@link ObservationRegistryCustomizer} cannot be seen from here.
 */
class MappedOnlyPredicate implements ObservationPredicate {

	private final LangfuseObservationHandler handler;

	private final SingletonSupplier<Boolean> onlyHandler;

	MappedOnlyPredicate(LangfuseObservationHandler handler, ListableBeanFactory beanFactory) {
		this.handler = handler;
		this.onlyHandler = SingletonSupplier.of(() -> {
			try {
				return isOnlyHandler(beanFactory);
			}
			catch (RuntimeException ex) {
				// An application that registers its own handlers must see all
				// observations
				return false;
			}
		});
		handler.setAlone(this.onlyHandler::obtain);
	}

	@Override
	public boolean test(@Nullable String name, Observation.@Nullable Context context) {
		return !this.onlyHandler.obtain() || this.handler.maps(name, context);
	}

	private static boolean isOnlyHandler(ListableBeanFactory beanFactory) {
		if (beanFactory.getBeanNamesForType(ObservationHandler.class, true, false).length > 1
				|| beanFactory.getBeanNamesForType(ObservationRegistryCustomizer.class, true, false).length > 0) {
			return false;
		}
		// A registry of the application's own may have handlers of its own
		String[] registries = beanFactory.getBeanNamesForType(ObservationRegistry.class, true, false);
		return registries.length == 1 && beanFactory.getType(registries[0]) == ObservationRegistry.create().getClass();
	}

}
