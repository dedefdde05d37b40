/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.prompt;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.actuate.LangfuseEndpoint;
import dev.langfuse4j.autoconfigure.actuate.LangfuseEndpointAutoConfiguration;
import dev.langfuse4j.prompt.LangfusePrompts;
import dev.langfuse4j.prompt.PromptUnavailableException;
import dev.langfuse4j.prompt.TextPrompt;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LangfusePromptAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LangfusePromptAutoConfigurationTests {

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner withoutKeys = LangfuseContexts
		.plainRunner(LangfusePromptAutoConfiguration.class, LangfusePromptMetricsAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = this.withoutKeys.withPropertyValues(
			"langfuse.prompt.timeout=20s", "langfuse.base-url=" + this.server.url(), "langfuse.public-key=pk-lf-home",
			"langfuse.secret-key=sk-lf-home", "langfuse.projects.acme.public-key=pk-lf-acme",
			"langfuse.projects.acme.secret-key=sk-lf-acme");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void promptComesFromTheServer(CapturedOutput output) {
		this.server.answerAllWith((request) -> prompt(7, "Hi {{name}}"));
		this.contextRunner.run((context) -> {
			assertThat(output)
				.contains("Langfuse prompts are cached for 60s. Fallbacks are read from classpath:/langfuse/prompts/");
			LangfusePrompts prompts = context.getBean(LangfusePrompts.class);
			assertThat(prompts.text("greeting").get().with("name", "Ada").text()).isEqualTo("Hi Ada");
			assertThat(prompts.text("greeting").get().version()).isEqualTo(7);
			assertThat(this.server.requests()).hasSize(1);
		});
	}

	@Test
	void fallbackIsServedWithoutKeysWithoutNetworkAndDisabled(CapturedOutput output) {
		this.withoutKeys.run((context) -> {
			assertFallback(context.getBean(LangfusePrompts.class), "Langfuse has no keys");
			assertThat(output).doesNotContain("Langfuse prompts");
		});
		this.contextRunner.withPropertyValues("langfuse.enabled=false")
			.run((context) -> assertFallback(context.getBean(LangfusePrompts.class), "Langfuse is disabled"));
		this.contextRunner.withPropertyValues("langfuse.export.enabled=false")
			.run((context) -> assertFallback(context.getBean(LangfusePrompts.class),
					"requests to the server are disabled"));
		assertThat(this.server.requests()).isEmpty();
		this.server.close();
		this.contextRunner
			.run((context) -> assertFallback(context.getBean(LangfusePrompts.class), "cannot be reached"));
	}

	private static void assertFallback(LangfusePrompts prompts, String reason) {
		TextPrompt prompt = prompts.text("fallback/greeting").get();
		assertThat(prompt.with("name", "Ada").text()).isEqualTo("Hello Ada, from a file");
		assertThat(prompt.isFallback()).isTrue();
		assertThat(prompt.config().path("model").asString()).isEqualTo("from-a-file");
		assertThatExceptionOfType(PromptUnavailableException.class).isThrownBy(() -> prompts.text("other").get())
			.withMessageContaining(reason);
	}

	@Test
	void promptIsThatOfTheProjectInScope() {
		this.server.answerAllWith((request) -> prompt(1, request.header("Authorization")));
		this.contextRunner.run((context) -> {
			LangfusePrompts prompts = context.getBean(LangfusePrompts.class);
			Langfuse langfuse = context.getBean(Langfuse.class);
			String home = prompts.text("x").get().text();
			String[] acme = new String[2];
			langfuse.project("acme").run(() -> {
				acme[0] = prompts.text("x").get().text();
				acme[1] = prompts.text("x").mono().map(TextPrompt::text).block(Duration.ofSeconds(10));
			});
			assertThat(acme[0]).isEqualTo(acme[1]).isNotEqualTo(home);
			assertThat(prompts.text("x").get().text()).isEqualTo(home);
			langfuse.project("unknown")
				.run(() -> assertThatExceptionOfType(PromptUnavailableException.class)
					.isThrownBy(() -> prompts.text("x").get())
					.withMessageContaining("the project of the current trace or code is not configured"));
			assertThat(this.server.requests()).hasSize(2);
		});
	}

	@Test
	void requestsForPromptsAreNotObserved() {
		this.server.answerAllWith((request) -> prompt(1, "t"));
		this.contextRunner.run((context) -> {
			context.getBean(LangfusePrompts.class).text("x").get();
			assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(20))).isTrue();
			assertThat(this.server.requests()).hasSize(1);
		});
	}

	@Test
	void settingsAreThoseOfTheProperties() {
		this.contextRunner
			.withPropertyValues("langfuse.prompt.cache-ttl=0", "langfuse.prompt.timeout=500ms",
					"langfuse.prompt.retries=0", "langfuse.prompt.max-entries=7",
					"langfuse.prompt.cache-default-ttl-seconds=5")
			.run((context) -> assertThat(settings(context.getBean(LangfusePrompts.class)))
				.isEqualTo("PromptSettings[cacheTtl=PT0S, timeout=PT0.5S, retries=0, maxEntries=7]"));
		this.withoutKeys.run((context) -> assertThat(settings(context.getBean(LangfusePrompts.class)))
			.isEqualTo("PromptSettings[cacheTtl=PT1M, timeout=PT3S, retries=1, maxEntries=1000]"));
	}

	@Test
	void variableOfTheOfficialSdksIsTheDefault() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new org.springframework.core.env.SystemEnvironmentPropertySource("systemEnvironment-test",
						Map.of("LANGFUSE_PROMPT_CACHE_DEFAULT_TTL_SECONDS", "5"))))
			.run((context) -> assertThat(settings(context.getBean(LangfusePrompts.class))).contains("cacheTtl=PT5S"));
	}

	@Test
	void settingThatCannotWorkStopsTheStart() {
		for (String property : List.of("cache-ttl=-1s", "timeout=0", "retries=-1", "max-entries=0")) {
			this.withoutKeys.withPropertyValues("langfuse.prompt." + property)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.hasMessageStartingWith(
							"Property 'langfuse.prompt." + property.substring(0, property.indexOf('='))));
		}
	}

	@Test
	void prefetchedPromptsAreThereForThreadsThatMustNotWait() {
		this.server.answerAllWith((request) -> prompt(1, request.path()));
		this.contextRunner.withPropertyValues("langfuse.prompt.prefetch=a,team/b").run((context) -> {
			assertThat(this.server.requests()).hasSize(2);
			LangfusePrompts prompts = context.getBean(LangfusePrompts.class);
			assertThat(Mono.fromSupplier(() -> prompts.text("team/b").get().text())
				.subscribeOn(reactor.core.scheduler.Schedulers.parallel())
				.block(Duration.ofSeconds(10))).contains("team%2Fb");
		});
	}

	@Test
	void promptThatCannotBePrefetchedIsNamed(CapturedOutput output) {
		this.server.answerAll((request) -> request.path().contains("/missing") ? 404 : 500);
		ApplicationContextRunner prefetching = this.contextRunner.withPropertyValues("langfuse.prompt.retries=0",
				"langfuse.prompt.prefetch=missing,fallback/greeting");
		prefetching.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("prompts of langfuse.prompt.prefetch are not available: missing (the server at ")
			.doesNotContain("fallback/greeting (");
		prefetching.withPropertyValues("langfuse.prompt.prefetch-fail=true")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageStartingWith(
						"Property 'langfuse.prompt.prefetch' names prompts that are not available: missing ("));
	}

	@Test
	void beanOfTheApplicationIsTaken() {
		LangfusePrompts own = mock(LangfusePrompts.class, Mockito.RETURNS_DEEP_STUBS);
		this.contextRunner.withBean(LangfusePrompts.class, () -> own)
			.withPropertyValues("langfuse.prompt.prefetch=a")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(LangfusePrompts.class)).isSameAs(own);
				assertThat(this.server.requests()).isEmpty();
			});
	}

	@Test
	void configurationIsReadWithTheMapperOfTheApplication() {
		this.server.answerAllWith((request) -> prompt(1, "t").replace("\"model\"", "\"model-name\""));
		JsonMapper mapper = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).build();
		this.contextRunner.withBean(JsonMapper.class, () -> mapper)
			.run((context) -> assertThat(
					context.getBean(LangfusePrompts.class).text("x").get().config(Config.class).modelName())
				.isEqualTo("m"));
	}

	@Test
	void requestsAreCounted() {
		this.server.answerAllWith((request) -> prompt(1, "t"));
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			context.getBean(dev.langfuse4j.actuate.PromptMeters.class).bindTo(registry);
			LangfusePrompts prompts = context.getBean(LangfusePrompts.class);
			prompts.text("x").get();
			prompts.text("x").get();
			context.getBean(Langfuse.class).project("unknown").run(() -> prompts.text("x").fallback("own").get());
			assertThat(count(registry, "default", "miss")).isEqualTo(1);
			assertThat(count(registry, "default", "hit")).isEqualTo(1);
			assertThat(count(registry, "(none)", "fallback")).isEqualTo(1);
			assertThat(registry.find("langfuse.prompt.requests").tagKeys("prompt").counter()).isNull();
		});
		this.contextRunner.withPropertyValues("langfuse.prompt.metrics-by-name=true").run((context) -> {
			MeterRegistry registry = new SimpleMeterRegistry();
			context.getBean(dev.langfuse4j.actuate.PromptMeters.class).bindTo(registry);
			context.getBean(LangfusePrompts.class).text("x").get();
			assertThat(
					registry.get("langfuse.prompt.requests").tag("prompt", "x").tag("result", "miss").counter().count())
				.isEqualTo(1);
		});
	}

	@Test
	void endpointShowsWhatIsCachedWithoutItsText() {
		this.server.answerAllWith((request) -> prompt(7, "confidential"));
		this.contextRunner.withConfiguration(AutoConfigurations.of(LangfuseEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=langfuse",
					"management.endpoint.langfuse.access=UNRESTRICTED")
			.run((context) -> {
				LangfuseEndpoint endpoint = context.getBean(LangfuseEndpoint.class);
				assertThat(endpoint.status()).doesNotContainKey("prompts");
				LangfusePrompts prompts = context.getBean(LangfusePrompts.class);
				prompts.text("team/x").get();
				prompts.text("a").version(7).get();
				assertThat(endpoint.status().get("prompts")).asString()
					.matches("\\[\\{project=default, name=a, version=7, age=PT\\d+S}, "
							+ "\\{project=default, name=team/x, label=production, version=7, age=PT\\d+S}]");
			});
	}

	private static double count(MeterRegistry registry, String project, String result) {
		return registry.get("langfuse.prompt.requests").tag("project", project).tag("result", result).counter().count();
	}

	private static String settings(LangfusePrompts prompts) {
		return String.valueOf(ReflectionTestUtils.getField(prompts, "settings"));
	}

	private static String prompt(int version, String text) {
		return "{\"name\":\"x\",\"version\":" + version + ",\"type\":\"text\",\"prompt\":\"" + text
				+ "\",\"config\":{\"model\":\"m\"},\"labels\":[\"production\"],\"tags\":[]}";
	}

	record Config(String modelName) {

	}

}
