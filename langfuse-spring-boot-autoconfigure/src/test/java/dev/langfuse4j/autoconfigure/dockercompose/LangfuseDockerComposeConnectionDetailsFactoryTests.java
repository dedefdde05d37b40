/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.dockercompose;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.autoconfigure.LangfuseConnectionDetails;
import org.junit.jupiter.api.Test;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.io.FileSystemResource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LangfuseDockerComposeConnectionDetailsFactory}, found the way Spring
 * Boot finds it; the service is a mock as there is no Docker here.
 */
class LangfuseDockerComposeConnectionDetailsFactoryTests {

	@Test
	void connectsWithTheKeysOfTheProjectThatTheServiceCreates() throws Exception {
		assertThat(details("langfuse/langfuse:3")).hasEntrySatisfying(LangfuseConnectionDetails.class, (details) -> {
			LangfuseConnectionDetails langfuse = (LangfuseConnectionDetails) details;
			assertThat(langfuse.getBaseUrl()).isEqualTo("http://docker.local:49153");
			assertThat(langfuse.getPublicKey()).isEqualTo("pk-lf-compose");
			assertThat(langfuse.getSecretKey()).isEqualTo("sk-lf-compose");
			assertThat(langfuse.toString()).doesNotContain("sk-lf");
		});
	}

	@Test
	void leavesTheWorkerAlone() throws Exception {
		assertThat(details("langfuse/langfuse-worker:3")).isEmpty();
	}

	@Test
	void composeFileOfTheDocumentationHasWhatIsLookedFor() throws Exception {
		EnumerablePropertySource<?> file = (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
			.load("compose", new FileSystemResource("../docs/compose.yaml"))
			.get(0);
		String service = "services.langfuse.";
		assertThat(file.getProperty(service + "image")).isEqualTo("langfuse/langfuse:3");
		assertThat(file.getProperty(service + "ports[0]")).hasToString("127.0.0.1:3000:3000");
		for (String name : List.of("services.langfuse.", "services.langfuse-worker.")) {
			assertThat(file.getProperty(name + "environment.LANGFUSE_INIT_PROJECT_PUBLIC_KEY"))
				.hasToString("pk-lf-development");
			assertThat(file.getProperty(name + "environment.LANGFUSE_INIT_PROJECT_SECRET_KEY"))
				.hasToString("sk-lf-development");
		}
	}

	private static Map<Class<?>, ConnectionDetails> details(String image) throws Exception {
		RunningService service = mock(RunningService.class);
		ConnectionPorts ports = mock(ConnectionPorts.class);
		given(service.image()).willReturn(ImageReference.of(image));
		given(service.host()).willReturn("docker.local");
		given(service.ports()).willReturn(ports);
		given(service.labels()).willReturn(Map.of());
		given(service.env()).willReturn(Map.of("LANGFUSE_INIT_PROJECT_PUBLIC_KEY", "pk-lf-compose",
				"LANGFUSE_INIT_PROJECT_SECRET_KEY", "sk-lf-compose"));
		given(ports.get(3000)).willReturn(49153);
		Constructor<DockerComposeConnectionSource> constructor = DockerComposeConnectionSource.class
			.getDeclaredConstructor(RunningService.class, Environment.class);
		DockerComposeConnectionSource source = BeanUtils.instantiateClass(constructor, service, new MockEnvironment());
		return new ConnectionDetailsFactories(null).getConnectionDetails(source, false);
	}

}
