/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Fatal;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ReflectionUtils;

/**
 * Finds chat clients that were made without a registry, which Spring AI does not say of
 * them.
 *
 * @since 0.1.0
 */
@Internal
public final class UnobservedClients {

	private UnobservedClients() {
	}

	/**
	 * Looks at the clients that have been made so far.
	 * @param beanFactory the application's beans
	 * @return the names of those that are not observed
	 */
	public static List<String> find(ConfigurableListableBeanFactory beanFactory) {
		List<String> names = new ArrayList<>();
		for (String name : beanFactory.getBeanNamesForType(ChatClient.class, false, false)) {
			if (beanFactory.containsSingleton(name) && isUnobserved(beanFactory.getSingleton(name))) {
				names.add(name);
			}
		}
		return names;
	}

	private static boolean isUnobserved(@Nullable Object client) {
		Object request = field(client, "defaultChatClientRequest");
		return field(request, "observationRegistry") instanceof ObservationRegistry registry && registry.isNoop();
	}

	/**
	 * The value of a private field, or {@code null} if there is none, as in a client of
	 * the application's own.
	 */
	private static @Nullable Object field(@Nullable Object target, String name) {
		try {
			Field field = (target != null) ? ReflectionUtils.findField(target.getClass(), name) : null;
			if (field == null) {
				return null;
			}
			ReflectionUtils.makeAccessible(field);
			return field.get(target);
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			return null;
		}
	}

}
