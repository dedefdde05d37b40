/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The environment variables by which OpenTelemetry describes a service:
 * {@code OTEL_SERVICE_NAME} and {@code OTEL_RESOURCE_ATTRIBUTES}. They fill in what
 * Spring does not say. An entry that is not valid is left out.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/">Environment
 * Variable Specification</a>
 */
final class OpenTelemetryVariables {

	private static final String SERVICE = "service.";

	private final Map<String, String> attributes = new LinkedHashMap<>();

	OpenTelemetryVariables(Environment environment) {
		for (String entry : StringUtils
			.commaDelimitedListToStringArray(text(environment, "OTEL_RESOURCE_ATTRIBUTES"))) {
			int equals = entry.indexOf('=');
			String value = (equals > 0) ? decode(entry.substring(equals + 1).trim()) : "";
			if (StringUtils.hasText(value)) {
				this.attributes.put(entry.substring(0, equals).trim(), value);
			}
		}
		String name = text(environment, "OTEL_SERVICE_NAME");
		if (StringUtils.hasText(name)) {
			this.attributes.put("service.name", name.trim());
		}
	}

	@Nullable String serviceName() {
		return this.attributes.get("service.name");
	}

	@Nullable String serviceVersion() {
		return this.attributes.get("service.version");
	}

	/**
	 * The first environment that a Langfuse server takes.
	 */
	@Nullable String environment(Predicate<String> valid) {
		for (String name : new String[] { "deployment.environment.name", "deployment.environment" }) {
			String environment = this.attributes.get(name);
			if (environment != null && valid.test(environment)) {
				return environment;
			}
		}
		return null;
	}

	/**
	 * Returns other attributes of the service, such as {@code service.namespace}.
	 */
	Map<String, String> others() {
		Map<String, String> others = new LinkedHashMap<>(this.attributes);
		others.keySet()
			.removeIf((name) -> !name.startsWith(SERVICE) || name.equals("service.name")
					|| name.equals("service.version"));
		return others;
	}

	private static @Nullable String text(Environment environment, String variable) {
		try {
			return environment.getProperty(variable);
		}
		catch (IllegalArgumentException ex) {
			// A placeholder that cannot be resolved
			return null;
		}
	}

	private static String decode(String value) {
		try {
			return StringUtils.uriDecode(value, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

}
