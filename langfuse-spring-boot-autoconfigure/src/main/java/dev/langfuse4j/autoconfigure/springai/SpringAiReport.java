/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.springai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.langfuse4j.springai.SpringAiSettings;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Says at start what of Spring AI cannot be seen, and what to do: Spring AI does not fail
 * then, it just is not observed.
 */
class SpringAiReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(LangfuseSpringAiAutoConfiguration.class);

	private static final Bindable<Map<String, Boolean>> SWITCHES = Bindable.mapOf(String.class, Boolean.class);

	private static final Map<String, String> OBSERVATIONS = new LinkedHashMap<>();

	static {
		OBSERVATIONS.put("gen_ai.client.operation", "model calls");
		OBSERVATIONS.put("spring.ai.chat.client", "chat clients and their conversations");
		OBSERVATIONS.put("spring.ai.advisor", "details of streams and the observations below them");
		OBSERVATIONS.put("spring.ai.tool", "tools");
		OBSERVATIONS.put("db.vector.client.operation", "vector stores");
	}

	private final SpringAiSettings settings;

	private final Environment environment;

	private final ConfigurableListableBeanFactory beanFactory;

	private final Supplier<List<String>> unobservedClients;

	SpringAiReport(SpringAiSettings settings, Environment environment, ConfigurableListableBeanFactory beanFactory,
			Supplier<List<String>> unobservedClients) {
		this.settings = settings;
		this.environment = environment;
		this.beanFactory = beanFactory;
		this.unobservedClients = unobservedClients;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.settings.enabled()) {
			reportRegistries();
			reportSwitches();
			reportClients();
		}
	}

	private void reportRegistries() {
		String[] names = this.beanFactory.getBeanNamesForType(ObservationRegistry.class, true, false);
		if (names.length > 1 && this.beanFactory.getBeanProvider(ObservationRegistry.class).getIfUnique() == null) {
			logger.warn("Spring AI is not observed, because there are several beans of type " + "ObservationRegistry: "
					+ String.join(", ", names) + ". Mark one as @Primary.");
		}
	}

	private void reportSwitches() {
		Map<String, Boolean> switches = Binder.get(this.environment)
			.bind("management.observations.enable", SWITCHES)
			.orElse(Map.of());
		OBSERVATIONS.forEach((name, what) -> {
			String off = switchedOffBy(name, switches);
			if (off != null) {
				logger.warn("Langfuse does not receive " + what + " of Spring AI: 'management.observations.enable."
						+ off + "' is false. Remove it, or set 'management.observations.enable." + name + "' to true.");
			}
		});
	}

	/**
	 * The longest beginning of the name that has a switch decides, as Spring Boot does
	 * it.
	 */
	private static @Nullable String switchedOffBy(String name, Map<String, Boolean> switches) {
		for (String part = name; !part.isEmpty(); part = part.substring(0, Math.max(0, part.lastIndexOf('.')))) {
			if (switches.containsKey(part)) {
				return switches.get(part) ? null : part;
			}
		}
		return switches.getOrDefault("all", true) ? null : "all";
	}

	private void reportClients() {
		for (String name : this.unobservedClients.get()) {
			logger.warn("Langfuse only receives the model calls of chat client '" + name
					+ "', but not its client calls, conversations and tools, because it was created "
					+ "without an ObservationRegistry. Inject ChatClient.Builder instead of calling "
					+ "ChatClient.create(model) or ChatClient.builder(model), or pass the registry to "
					+ "ChatClient.builder.");
		}
	}

}
