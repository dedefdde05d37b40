/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.testcontainers;

import java.util.Map;

import dev.langfuse4j.autoconfigure.LangfuseConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.util.function.SingletonSupplier;

/**
 * Connects to a container of a test that has {@code @ServiceConnection} and the image
 * {@code langfuse/langfuse}, with the keys of the project that it creates at its start.
 *
 * @see <a href=
 * "https://langfuse.com/self-hosting/administration/headless-initialization">Headless
 * initialization</a>
 */
final class LangfuseContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, LangfuseConnectionDetails> {

	private static final int PORT = 3000;

	LangfuseContainerConnectionDetailsFactory() {
		super("langfuse/langfuse");
	}

	@Override
	protected LangfuseConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new Details(source);
	}

	/**
	 * Reads the details of the container once. Reading them calls Docker, and would
	 * restart a container that was stopped.
	 */
	private static final class Details extends ContainerConnectionDetails<Container<?>>
			implements LangfuseConnectionDetails {

		private final SingletonSupplier<String> baseUrl = SingletonSupplier
			.of(() -> "http://" + getContainer().getHost() + ":" + getContainer().getMappedPort(PORT));

		private final SingletonSupplier<Map<String, String>> environment = SingletonSupplier
			.of(() -> Map.copyOf(getContainer().getEnvMap()));

		Details(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		@Override
		public String getBaseUrl() {
			return this.baseUrl.obtain();
		}

		@Override
		public @Nullable String getPublicKey() {
			return this.environment.obtain().get("LANGFUSE_INIT_PROJECT_PUBLIC_KEY");
		}

		@Override
		public @Nullable String getSecretKey() {
			return this.environment.obtain().get("LANGFUSE_INIT_PROJECT_SECRET_KEY");
		}

	}

}
