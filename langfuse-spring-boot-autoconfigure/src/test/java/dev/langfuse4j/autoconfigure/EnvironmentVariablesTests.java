/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CaptureSwitches;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Environment variables of deployments, in applications that Spring Boot starts.
 */
class EnvironmentVariablesTests {

	@Test
	void emptyVariablesAreNotSet() {
		Map<String, Object> variables = new HashMap<>();
		for (String name : Stream
			.of("PUBLIC_KEY", "SECRET_KEY", "BASE_URL", "HOST", "TRACING_ENABLED", "TRACING_ENVIRONMENT", "RELEASE",
					"SAMPLE_RATE", "FLUSH_AT", "FLUSH_INTERVAL", "TIMEOUT", "DEBUG",
					"OBSERVE_DECORATOR_IO_CAPTURE_ENABLED", "CAPTURE_MODE", "EXPORT_OVERFLOW", "EXPORT_MAX_QUEUE_BYTES")
			.toList()) {
			variables.put("LANGFUSE_" + name, name.startsWith("T") ? "  " : "");
		}
		variables.put("OTHER", "");
		try (ConfigurableApplicationContext context = start(variables, "--langfuse.sample-rate=0.25")) {
			assertThat(context.getBean(LangfuseActivation.class).isActive()).isTrue();
			assertThat(context.getBean(LangfuseSettings.class).capture()).isEqualTo(CaptureSettings.defaults());
			assertThat(context.getBean(LangfuseProperties.class).getSampleRate()).isEqualTo(0.25);
			assertThat(context.getEnvironment().getProperty("LANGFUSE_FLUSH_AT", "unset")).isEqualTo("unset");
			assertThat(context.getEnvironment().getProperty("OTHER")).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "'',false,false", "--langfuse.capture.input=true,true,false",
			"--langfuse.capture.output=true,false,true", "--langfuse.capture.types.tool.input=true,true,false" })
	void privacySwitchOfTheOfficialSdkIsForMethodsOnly(String explicit, boolean input, boolean output) {
		try (ConfigurableApplicationContext context = start(
				Map.of("LANGFUSE_OBSERVE_DECORATOR_IO_CAPTURE_ENABLED", "false"), explicit)) {
			CaptureSettings settings = context.getBean(LangfuseSettings.class).capture();
			assertThat(settings.switchesOfMethod("tool")).isEqualTo(new CaptureSwitches(input, output, true, true));
			assertThat(settings.switches("tool")).isEqualTo(CaptureSwitches.ALL);
		}
	}

	@Test
	void debugRaisesTheLevelOfOurLoggersUnlessThatIsSet() {
		try (ConfigurableApplicationContext context = start(Map.of("LANGFUSE_DEBUG", "true"))) {
			assertThat(context.getEnvironment().getProperty("logging.level.dev.langfuse4j")).isEqualTo("debug");
		}
		try (ConfigurableApplicationContext context = start(Map.of("LANGFUSE_DEBUG", "true"),
				"--logging.level.dev.langfuse4j=warn")) {
			assertThat(context.getEnvironment().getProperty("logging.level.dev.langfuse4j")).isEqualTo("warn");
		}
		try (ConfigurableApplicationContext context = start(Map.of())) {
			assertThat(context.getEnvironment().getProperty("logging.level.dev.langfuse4j")).isNull();
		}
	}

	@Test
	void openTelemetryFillsWhatSpringDoesNotSay() {
		Map<String, Object> variables = Map.of("OTEL_SERVICE_NAME", "orders", "OTEL_RESOURCE_ATTRIBUTES",
				"service.name=other,service.version=1.2,service.namespace=a%2Cb, deployment.environment.name = staging ,host.name=h");
		try (ConfigurableApplicationContext context = start(variables)) {
			assertThat(context.getBean(LangfuseSettings.class).environment()).isEqualTo("staging");
			ResourceAttributes resource = resource(context);
			assertThat(resource.serviceName()).isEqualTo("orders");
			assertThat(resource.serviceVersion()).isEqualTo("1.2");
			assertThat(resource.environment()).isEqualTo("staging");
			assertThat(resource.others()).containsOnly(entry("service.namespace", "a,b"));
		}
		try (ConfigurableApplicationContext context = start(variables, "--spring.application.name=mine",
				"--spring.application.version=3", "--langfuse.environment=prod")) {
			ResourceAttributes resource = resource(context);
			assertThat(resource.serviceName()).isEqualTo("mine");
			assertThat(resource.serviceVersion()).isEqualTo("3");
			assertThat(resource.environment()).isEqualTo("prod");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "deployment.environment=Production", "deployment.environment=langfuse-x", "=", ",,,", "%",
			"service.name=%zz", "service.name=", "deployment.environment.name=a b" })
	void whatOpenTelemetryCannotSayStopsNothing(String attributes) {
		OpenTelemetryVariables variables = new OpenTelemetryVariables(
				new MockEnvironment().withProperty("OTEL_RESOURCE_ATTRIBUTES", attributes));
		assertThat(variables.serviceName()).isNull();
		try (ConfigurableApplicationContext context = start(Map.of("OTEL_RESOURCE_ATTRIBUTES", attributes))) {
			assertThat(context.getBean(LangfuseSettings.class).environment()).isNull();
		}
	}

	private static ResourceAttributes resource(ConfigurableApplicationContext context) {
		return ResourceAttributesFactory.create(context.getBean(LangfuseSettings.class), context.getEnvironment(), null,
				null);
	}

	private static ConfigurableApplicationContext start(Map<String, Object> variables, String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setMainApplicationClass(EnvironmentVariablesTests.class);
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
		application.setEnvironment(environment);
		return application.run(arguments);
	}

	@ImportAutoConfiguration(LangfuseAutoConfiguration.class)
	static class Application {

	}

}
