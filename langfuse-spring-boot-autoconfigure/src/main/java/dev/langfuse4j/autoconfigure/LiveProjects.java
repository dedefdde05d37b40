/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseCredentialsProvider;
import dev.langfuse4j.observation.ProjectName;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The settings of projects that may change while the application runs. They are read from
 * the environment, or from the application's own provider, each time.
 */
final class LiveProjects {

	private final Environment environment;

	private final Supplier<@Nullable Credentials> home;

	private final @Nullable Supplier<LangfuseCredentialsProvider> provider;

	/**
	 * Creates an access.
	 * @param environment the source of the properties
	 * @param home the keys of the default project
	 * @param provider finds the application's own provider, or {@code null} if it has
	 * none
	 */
	LiveProjects(Environment environment, Supplier<@Nullable Credentials> home,
			@Nullable Supplier<LangfuseCredentialsProvider> provider) {
		this.environment = environment;
		this.home = home;
		this.provider = provider;
	}

	/**
	 * Whether the keys are the application's own affair.
	 */
	boolean hasProvider() {
		return this.provider != null;
	}

	BooleanSupplier enabled(ProjectName project) {
		String name = project.property("enabled");
		return () -> Binder.get(this.environment).bind(name, Boolean.class).orElse(true);
	}

	/**
	 * The keys of a project. To find them may take a while, in which it is disabled.
	 */
	Supplier<@Nullable Credentials> credentials(ProjectName project) {
		Supplier<@Nullable Credentials> source = source(project);
		if (project.isDefault()) {
			return source;
		}
		BooleanSupplier enabled = enabled(project);
		return () -> {
			Credentials found = source.get();
			return enabled.getAsBoolean() ? found : null;
		};
	}

	private Supplier<@Nullable Credentials> source(ProjectName project) {
		if (this.provider != null) {
			return () -> this.provider.get().credentials(project.value());
		}
		if (project.isDefault()) {
			return this.home;
		}
		return () -> {
			Binder binder = Binder.get(this.environment);
			return pair(binder.bind(project.property("public-key"), String.class).orElse(null),
					binder.bind(project.property("secret-key"), String.class).orElse(null));
		};
	}

	static @Nullable Credentials pair(@Nullable String publicKey, @Nullable String secretKey) {
		return (StringUtils.hasText(publicKey) && StringUtils.hasText(secretKey))
				? new Credentials(publicKey.trim(), secretKey.trim()) : null;
	}

}
