/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.dockercompose;

import java.util.Map;

import dev.langfuse4j.autoconfigure.LangfuseConnectionDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/**
 * Connects to the service of a Docker Compose file whose image is
 * {@code langfuse/langfuse}, with the keys of the project that the service creates at its
 * start.
 *
 * @see <a href=
 * "https://langfuse.com/self-hosting/administration/headless-initialization">Headless
 * initialization</a>
 */
final class LangfuseDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<LangfuseConnectionDetails> {

	private static final int PORT = 3000;

	LangfuseDockerComposeConnectionDetailsFactory() {
		super("langfuse/langfuse");
	}

	@Override
	protected LangfuseConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new Details(source.getRunningService());
	}

	private static final class Details extends DockerComposeConnectionDetails implements LangfuseConnectionDetails {

		private final String baseUrl;

		private final Map<String, @Nullable String> environment;

		Details(RunningService service) {
			super(service);
			this.baseUrl = "http://" + service.host() + ":" + service.ports().get(PORT);
			this.environment = service.env();
		}

		@Override
		public String getBaseUrl() {
			return this.baseUrl;
		}

		@Override
		public @Nullable String getPublicKey() {
			return this.environment.get("LANGFUSE_INIT_PROJECT_PUBLIC_KEY");
		}

		@Override
		public @Nullable String getSecretKey() {
			return this.environment.get("LANGFUSE_INIT_PROJECT_SECRET_KEY");
		}

	}

}
