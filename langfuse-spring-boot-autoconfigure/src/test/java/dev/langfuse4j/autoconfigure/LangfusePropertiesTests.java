/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.langfuse4j.autoconfigure.web.LangfuseWebAutoConfiguration;
import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link LangfuseProperties}, the environment variables of the official SDKs,
 * and what happens with values that cannot work.
 */
class LangfusePropertiesTests {

	private static final String[] KEYS = { "langfuse.public-key=pk-lf-1", "langfuse.secret-key=sk-lf-secret" };

	private final ApplicationContextRunner contextRunner = LangfuseContexts.runner(LangfuseWebAutoConfiguration.class);

	@Test
	void defaultsAreThoseOfTheRooms() {
		LangfuseProperties properties = new LangfuseProperties();
		LangfuseSettings settings = new LangfuseSettings(
				properties, LangfuseActivation.of(new StandardEnvironment()), new ConnectionSettings(properties,
						new PropertiesLangfuseConnectionDetails(properties), null, new StandardEnvironment(), null),
				new OpenTelemetryVariables(new StandardEnvironment()));
		assertThat(settings.capture()).isEqualTo(CaptureSettings.defaults());
		ExportSettings defaults = ExportSettings.defaults();
		assertThat(settings.export()).isEqualTo(defaults);
		assertThat(settings.connection()).isNull();
		assertThat(settings.isActive()).isTrue();
	}

	@Test
	void keysComeFromTheEnvironmentVariables() {
		withEnvironment(Map.of("LANGFUSE_PUBLIC_KEY", " pk-env ", "LANGFUSE_SECRET_KEY", "sk-env"))
			.run((context) -> assertThat(context.getBean(LangfuseSettings.class).connection().credentials().get())
				.satisfies((credentials) -> {
					assertThat(credentials.publicKey()).isEqualTo("pk-env");
					assertThat(credentials.secretKey()).isEqualTo("sk-env");
				}));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "http://base:3000,http://host:3000,http://base:3000", "-,http://host:3000,http://host:3000",
					"http://base:3000,-,http://base:3000", "-,-,https://cloud.langfuse.com",
					"'',http://host:3000,http://host:3000" })
	void baseUrlBeatsHostInTheEnvironmentVariables(String baseUrl, String host, String expected) {
		Map<String, Object> environment = new HashMap<>(
				Map.of("LANGFUSE_PUBLIC_KEY", "pk-env", "LANGFUSE_SECRET_KEY", "sk-env"));
		if (baseUrl != null) {
			environment.put("LANGFUSE_BASE_URL", baseUrl);
		}
		if (host != null) {
			environment.put("LANGFUSE_HOST", host);
		}
		withEnvironment(environment)
			.run((context) -> assertThat(context.getBean(LangfuseSettings.class).connection().baseUrl())
				.hasToString(expected));
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "FALSE", "off", "0" })
	void tracingEnabledVariableDisables(String value) {
		withEnvironment(Map.of("LANGFUSE_TRACING_ENABLED", value))
			.run((context) -> assertThat(context.getBean(LangfuseActivation.class).isActive()).isFalse());
	}

	@Test
	void tracingEnvironmentVariableNamesTheEnvironment() {
		withEnvironment(Map.of("LANGFUSE_TRACING_ENVIRONMENT", "staging"))
			.run((context) -> assertThat(context.getBean(LangfuseSettings.class).environment()).isEqualTo("staging"));
		withEnvironment(Map.of("LANGFUSE_TRACING_ENVIRONMENT", "staging"))
			.withPropertyValues("langfuse.environment=production")
			.run((context) -> assertThat(context.getBean(LangfuseSettings.class).environment())
				.isEqualTo("production"));
	}

	@Test
	void releaseSampleRateAndFlushAtVariables() {
		withEnvironment(Map.of("LANGFUSE_RELEASE", "r1", "LANGFUSE_SAMPLE_RATE", "0.25", "LANGFUSE_FLUSH_AT", "7"))
			.run((context) -> {
				assertThat(context.getBean(LangfuseSettings.class).release()).isEqualTo("r1");
				assertThat(context.getBean(LangfuseProperties.class).getSampleRate()).isEqualTo(0.25);
				assertThat(context.getBean(LangfuseSettings.class).export().flushAt()).isEqualTo(7);
			});
	}

	@ParameterizedTest
	@CsvSource({ "0.5,500", "5,5000", "1.25,1250", "500ms,500", "2s,2000", "PT3S,3000", "' 4 ',4000", "1m,60000" })
	void flushIntervalAndTimeoutVariablesAreInSeconds(String text, long millis) {
		withEnvironment(Map.of("LANGFUSE_FLUSH_INTERVAL", text, "LANGFUSE_TIMEOUT", text, "LANGFUSE_PUBLIC_KEY", "pk",
				"LANGFUSE_SECRET_KEY", "sk"))
			.run((context) -> {
				LangfuseSettings settings = context.getBean(LangfuseSettings.class);
				assertThat(settings.export().flushInterval()).isEqualTo(Duration.ofMillis(millis));
				assertThat(settings.connection().timeout()).isEqualTo(Duration.ofMillis(millis));
			});
	}

	@Test
	void yamlNumbersAreSeconds() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("yaml", Map.of("langfuse.flush-interval", 0.5, "langfuse.timeout", 3))))
			.run((context) -> {
				LangfuseProperties properties = context.getBean(LangfuseProperties.class);
				assertThat(properties.getFlushInterval().value()).isEqualTo(Duration.ofMillis(500));
				assertThat(properties.getTimeout().value()).isEqualTo(Duration.ofSeconds(3));
			});
	}

	@Test
	void plainNumbersOfTheExportAreSeconds() {
		this.contextRunner
			.withPropertyValues("langfuse.export.initial-backoff=2", "langfuse.export.max-backoff=3",
					"langfuse.export.shutdown-timeout=4", "langfuse.export.spill.max-age=5")
			.run((context) -> {
				ExportProperties export = context.getBean(LangfuseProperties.class).getExport();
				assertThat(export.getInitialBackoff()).isEqualTo(Duration.ofSeconds(2));
				assertThat(export.getMaxBackoff()).isEqualTo(Duration.ofSeconds(3));
				assertThat(export.getShutdownTimeout()).isEqualTo(Duration.ofSeconds(4));
				assertThat(export.getSpill().getMaxAge()).isEqualTo(Duration.ofSeconds(5));
			});
	}

	@Test
	void numbersOfEachTypeAreSeconds() {
		assertThat(List.of(SecondsOrDuration.valueOf(3), SecondsOrDuration.valueOf(3L), SecondsOrDuration.valueOf(3.0f),
				SecondsOrDuration.valueOf(3.0), SecondsOrDuration.valueOf(new BigDecimal("3E0"))))
			.containsOnly(SecondsOrDuration.ofSeconds(3));
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "-", "5 parsecs", "99999999999999999999" })
	void whatIsNoDurationIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> SecondsOrDuration.valueOf(text));
	}

	@Test
	void whatIsNotExportedHasNoConnection() {
		this.contextRunner.withPropertyValues(KEYS)
			.withPropertyValues("langfuse.export.enabled=false")
			.run((context) -> assertThat(context.getBean(LangfuseSettings.class).connection()).isNull());
	}

	@Test
	void connectionDetailsOfTheApplicationWinAndAreChecked() {
		Function<String, LangfuseConnectionDetails> details = (publicKey) -> new LangfuseConnectionDetails() {

			@Override
			public String getBaseUrl() {
				return "http://elsewhere:1/";
			}

			@Override
			public String getPublicKey() {
				return publicKey;
			}

			@Override
			public String getSecretKey() {
				return "sk-other";
			}

		};
		ApplicationContextRunner runner = this.contextRunner.withPropertyValues(KEYS);
		runner.withBean(LangfuseConnectionDetails.class, () -> details.apply("pk-other")).run((context) -> {
			Connection connection = context.getBean(LangfuseSettings.class).connection();
			assertThat(connection.baseUrl()).hasToString("http://elsewhere:1");
			assertThat(connection.credentials().get()).isEqualTo(new Credentials("pk-other", "sk-other"));
		});
		runner.withBean(LangfuseConnectionDetails.class, () -> details.apply(null))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidLangfusePropertyException.class)
				.hasMessageContaining("public key of the LangfuseConnectionDetails"));
		runner.withBean(LangfuseConnectionDetails.class, ContainerWithoutKeys::new).run((context) -> {
			Connection connection = context.getBean(LangfuseSettings.class).connection();
			assertThat(connection.baseUrl()).hasToString("http://container:3000");
			assertThat(connection.credentials().get()).isEqualTo(new Credentials("pk-lf-1", "sk-lf-secret"));
		});
	}

	@Test
	void secretIsInNoText() {
		this.contextRunner.withPropertyValues(KEYS).run((context) -> {
			LangfuseSettings settings = context.getBean(LangfuseSettings.class);
			assertThat(settings.connection().toString() + settings.connection().credentials().get()
					+ context.getBean(LangfuseProperties.class) + settings)
				.doesNotContain("sk-lf-secret");
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"langfuse.public-key=pk-1|langfuse.secret-key|is not set, although 'langfuse.public-key' is",
			"langfuse.secret-key=sk-very-secret|langfuse.public-key|is not set, although 'langfuse.secret-key' is",
			"langfuse.public-key=sk-lf-very-secret;langfuse.secret-key=pk-lf-1|langfuse.public-key|contains a secret key",
			"langfuse.public-key=pk;langfuse.secret-key=sk-very secret|langfuse.secret-key|contains a character that is not valid in a key",
			"langfuse.base-url=cloud.langfuse.com|langfuse.base-url|is not the URL of a server",
			"langfuse.base-url=ftp://host|langfuse.base-url|is not the URL of a server",
			"langfuse.base-url=https://|langfuse.base-url|is not the URL of a server",
			"langfuse.base-url=https://a:very-secret@host|langfuse.base-url|contains a user",
			"langfuse.base-url=https://host:very-secret|langfuse.base-url|is not the URL of a server",
			"langfuse.base-url=https://host?x=1|langfuse.base-url|is not the URL of a server",
			"langfuse.export.endpoint=collector:4318|langfuse.export.endpoint|is not the URL of a Collector",
			"langfuse.export.endpoint=http://a:very-secret@c|langfuse.export.endpoint|contains a user",
			"langfuse.export.endpoint=https://cloud.langfuse.com/api/public/otel|langfuse.export.endpoint|is the URL of a Langfuse server",
			"langfuse.headers.Authorization=very-secret|langfuse.headers|sets 'Authorization', which Langfuse sets",
			"langfuse.headers.Transfer-Encoding=very-secret|langfuse.headers|sets 'Transfer-Encoding', which the HTTP client sets",
			"langfuse.headers.content-LENGTH=5|langfuse.headers|sets 'content-LENGTH', which the HTTP client sets",
			"langfuse.headers.Accept-Encoding=gzip|langfuse.headers|sets 'Accept-Encoding', which the HTTP client sets",
			"langfuse.headers.TE=trailers|langfuse.headers|sets 'TE', which the HTTP client sets",
			"langfuse.export.headers.Host=very-secret|langfuse.export.headers|sets 'Host', which the HTTP client sets",
			"langfuse.export.headers.transfer-encoding=chunked|langfuse.export.headers|sets 'transfer-encoding', which",
			"langfuse.base-url=http://localhost:181011|langfuse.base-url|is not the URL of a server",
			"langfuse.base-url=http://localhost:0|langfuse.base-url|is not the URL of a server",
			"langfuse.host=http://localhost:65536|langfuse.host|is not the URL of a server",
			"langfuse.export.endpoint=http://collector:181011|langfuse.export.endpoint|is not the URL of a Collector",
			"langfuse.projects.red.base-url=http://localhost:181011|langfuse.projects.red.base-url|is not the URL",
			"langfuse.proxy.host=p;langfuse.proxy.port=181011|langfuse.proxy.port|is 181011",
			"langfuse.headers.x-own=very-secret\u00e4|langfuse.headers|contains a header that cannot be sent",
			"langfuse.proxy.host=p;langfuse.proxy.port=0|langfuse.proxy.port|is 0",
			"langfuse.ssl.bundle=no-such|langfuse.ssl.bundle|names 'no-such', which does not exist",
			"langfuse.connect-timeout=0|langfuse.connect-timeout|is not positive",
			"langfuse.export.retry-budget=0|langfuse.export.retry-budget|is not positive",
			"langfuse.web.propagate-to=http://a.b|langfuse.web.propagate-to|contains a value that is not a host",
			"langfuse.web.user-expression=principal.[|langfuse.web.user-expression|is not a SpEL expression",
			"langfuse.web.user-salt=|langfuse.web.user-salt|is empty",
			"langfuse.host=not a url|langfuse.host|is not the URL of a server",
			"langfuse.sample-rate=1.5|langfuse.sample-rate|is 1.5",
			"langfuse.sample-rate=-0.1|langfuse.sample-rate|is -0.1",
			"langfuse.sample-rate=NaN|langfuse.sample-rate|is NaN",
			"langfuse.environment=Production|langfuse.environment|is 'Production'",
			"langfuse.environment=langfuse-prod|langfuse.environment|is 'langfuse-prod'",
			"langfuse.environment=prod.us|langfuse.environment|is 'prod.us'",
			"langfuse.environment=a2345678901234567890123456789012345678901|langfuse.environment|is 'a23",
			"langfuse.flush-at=0|langfuse.flush-at|is not positive",
			"langfuse.flush-interval=0|langfuse.flush-interval|is not positive",
			"langfuse.timeout=0s|langfuse.timeout|is not positive",
			"langfuse.capture.max-depth=-1|langfuse.capture.max-depth|is not positive",
			"langfuse.export.max-queue-size=0|langfuse.export.max-queue-size|is not positive",
			"langfuse.export.max-in-flight=0|langfuse.export.max-in-flight|is not positive" })
	void whatCannotWorkStopsTheStartWithPropertyAndCure(String properties, String property, String problem) {
		this.contextRunner.withPropertyValues(properties.split(";")).run((context) -> {
			assertThat(context).hasFailed();
			Throwable root = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
			assertThat(root).isInstanceOf(InvalidLangfusePropertyException.class);
			FailureAnalysis analysis = new InvalidLangfusePropertyFailureAnalyzer().analyze(root);
			assertThat(analysis.getDescription()).contains("'" + property + "'").contains(problem);
			assertThat(analysis.getAction()).isNotBlank();
			assertThat(analysis.getDescription() + analysis.getAction()).doesNotContain("very-secret")
				.doesNotContain("sk-very");
		});
	}

	private ApplicationContextRunner withEnvironment(Map<String, Object> variables) {
		return this.contextRunner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables)));
	}

	static class ContainerWithoutKeys implements LangfuseConnectionDetails {

		@Override
		public String getBaseUrl() {
			return "http://container:3000";
		}

		@Override
		public String getPublicKey() {
			return null;
		}

		@Override
		public String getSecretKey() {
			return "";
		}

	}

}
