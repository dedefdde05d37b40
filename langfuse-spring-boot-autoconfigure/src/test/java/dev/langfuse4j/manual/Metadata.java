/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.manual;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * The properties that the metadata of this library describes.
 */
final class Metadata {

	/** Types of properties by their names. */
	private final Map<String, String> types = new LinkedHashMap<>();

	private Metadata() {
		try (InputStream in = new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream()) {
			for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
				String name = property.path("name").asString();
				if (name.startsWith("langfuse.")) {
					this.types.put(name, property.path("type").asString());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Metadata read() {
		return new Metadata();
	}

	/**
	 * Whether there is a property of the name, or a map that the name is a key of.
	 */
	boolean has(String name) {
		String known = name.replaceFirst("\\[\\d+]$", "");
		return this.types.containsKey(known) || this.types.entrySet()
			.stream()
			.anyMatch((entry) -> entry.getValue().startsWith("java.util.Map<")
					&& name.matches(Pattern.quote(entry.getKey()) + "[.\\[].+"));
	}

	/**
	 * Whether there is a property whose name begins with the name and a dot.
	 */
	boolean hasGroup(String name) {
		return this.types.keySet().stream().anyMatch((property) -> property.startsWith(name + "."));
	}

	/**
	 * Whether an environment variable sets a property.
	 */
	boolean hasVariable(String variable) {
		String uniform = uniform(variable);
		return this.types.keySet().stream().anyMatch((property) -> uniform(property).equals(uniform));
	}

	private static String uniform(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

}
