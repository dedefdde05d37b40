/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that all observations of this application share.
 *
 * @param serviceName the application's name
 * @param serviceVersion the application's version
 * @param release the deployed release, such as a git commit
 * @param environment the environment, such as {@code production}
 * @param others further attributes by name
 * @since 0.1.0
 */
@Internal
public record ResourceAttributes(@Nullable String serviceName, @Nullable String serviceVersion,
		@Nullable String release, @Nullable String environment, Map<String, String> others) {

	/**
	 * Creates attributes without further entries.
	 * @param serviceName the application's name
	 * @param serviceVersion the application's version
	 * @param release the deployed release, such as a git commit
	 * @param environment the environment, such as {@code production}
	 */
	public ResourceAttributes(@Nullable String serviceName, @Nullable String serviceVersion, @Nullable String release,
			@Nullable String environment) {
		this(serviceName, serviceVersion, release, environment, Map.of());
	}

	/**
	 * These attributes with another environment.
	 * @param other where it runs
	 * @return the attributes
	 */
	public ResourceAttributes withEnvironment(String other) {
		return new ResourceAttributes(this.serviceName, this.serviceVersion, this.release, other, this.others);
	}

	/**
	 * These attributes and one more.
	 * @param name the name of the attribute
	 * @param value its value
	 * @return the attributes
	 */
	public ResourceAttributes with(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.others);
		more.put(name, value);
		return new ResourceAttributes(this.serviceName, this.serviceVersion, this.release, this.environment, more);
	}

}
