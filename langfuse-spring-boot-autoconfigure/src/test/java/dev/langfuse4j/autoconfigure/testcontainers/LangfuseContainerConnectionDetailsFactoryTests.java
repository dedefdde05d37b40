/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.testcontainers;

import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.LangfuseConnectionDetails;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LangfuseContainerConnectionDetailsFactory}, found the way Spring Boot
 * finds it. As there is no Docker here, the container does not start: a server in this
 * process answers instead.
 */
class LangfuseContainerConnectionDetailsFactoryTests {

	private static final AtomicInteger PORT = new AtomicInteger();

	@Test
	void connectsWithTheKeysOfTheProjectThatTheContainerCreates() {
		try (LangfuseServer server = new LangfuseServer()) {
			PORT.set(Integer.parseInt(server.url().substring(server.url().lastIndexOf(':') + 1)));
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class,
						LangfuseAutoConfiguration.class))
				.withUserConfiguration(ContainerConfiguration.class)
				.run((context) -> {
					assertThat(context).hasSingleBean(LangfuseConnectionDetails.class);
					context.getBean(Langfuse.class).observation("a").observe(() -> {
					});
				});
			assertThat(server.span("a").name()).isEqualTo("a");
			assertThat(server.requests().get(0).header("Authorization"))
				.isEqualTo("Basic " + Base64.getEncoder().encodeToString("pk-lf-tc:sk-lf-tc".getBytes()));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class ContainerConfiguration {

		@Bean
		@ServiceConnection("langfuse/langfuse")
		NotStarted langfuseContainer() {
			NotStarted container = new NotStarted();
			container.withEnv("LANGFUSE_INIT_PROJECT_PUBLIC_KEY", "pk-lf-tc");
			container.withEnv("LANGFUSE_INIT_PROJECT_SECRET_KEY", "sk-lf-tc");
			return container;
		}

	}

	static class NotStarted extends GenericContainer<NotStarted> {

		NotStarted() {
			super(DockerImageName.parse("langfuse/langfuse:3"));
		}

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public String getHost() {
			return "localhost";
		}

		@Override
		public Integer getMappedPort(int originalPort) {
			assertThat(originalPort).isEqualTo(3000);
			return PORT.get();
		}

	}

}
