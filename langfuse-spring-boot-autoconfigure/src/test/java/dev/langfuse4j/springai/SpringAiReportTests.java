/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import dev.langfuse4j.springai.ChatApplication.Assistant;
import dev.langfuse4j.testing.ModelAnswer;
import dev.langfuse4j.testing.ModelServer;
import dev.langfuse4j.testing.Span;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A report at start names the calls of Spring AI that cannot be observed.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpringAiReportTests extends SpringAiTestSupport {

	private static final String NOT_SEEN = "Langfuse does not receive ";

	@Test
	void nothingIsSaidWhereAllIsSeen(CapturedOutput output) {
		run((context) -> assertThat(output).doesNotContain("WARN")
			.doesNotContain(NOT_SEEN)
			.doesNotContain("ObservationRegistry"));
	}

	@ParameterizedTest
	@CsvSource({ "spring.ai,3", "all,5", "gen_ai,1", "spring.ai.advisor,1", "http,0" })
	void switchThatHidesSpringAiIsNamed(String name, int count, CapturedOutput output) {
		this.contextRunner.withUserConfiguration(ChatApplication.class)
			.withPropertyValues("management.observations.enable." + name + "=false")
			.run((context) -> assertThat(output.getAll().split(NOT_SEEN)).hasSize(count + 1));
	}

	@Test
	void switchIsNamedWithTheCure(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(ChatApplication.class)
			.withPropertyValues("management.observations.enable.spring.ai=false",
					"management.observations.enable.spring.ai.tool=true")
			.run((context) -> assertThat(output)
				.contains("Langfuse does not receive chat clients and their conversations of Spring AI: "
						+ "'management.observations.enable.spring.ai' is false. Remove it, or set "
						+ "'management.observations.enable.spring.ai.chat.client' to true.")
				.doesNotContain("see tools"));
	}

	@Test
	void modelIsStillBelowItsCallerWithoutTheAdvisors() {
		this.models.answer(ModelAnswer.text("warm"));
		this.contextRunner.withUserConfiguration(ChatApplication.class)
			.withPropertyValues("management.observations.enable.spring.ai.advisor=false")
			.run((context) -> {
				context.getBean(Assistant.class).ask("hi");
				assertThat(tree(context)).isEqualTo("""
						ask [span]
						  spring_ai chat_client [span]
						    chat gpt-stub [generation] model=gpt-stub-1 \
						usage={input:56,output:30,input_cached_tokens:64,total:150}
						""");
			});
	}

	@Test
	void severalRegistriesAreNamed(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(ClientApplication.class)
			.withBean("mine", ObservationRegistry.class, ObservationRegistry::create)
			.withBean("yours", ObservationRegistry.class, ObservationRegistry::create)
			.run((context) -> assertThat(output)
				.contains("there are several beans of type ObservationRegistry: mine, yours. Mark one as @Primary."));
	}

	@Test
	void clientWithoutARegistryIsNamedAndItsModelIsSeen(CapturedOutput output) {
		this.models.answer(ModelAnswer.text("warm"));
		this.contextRunner.withUserConfiguration(ClientApplication.class).run((context) -> {
			assertThat(output).contains("Langfuse only receives the model calls of chat client 'created'")
				.contains("Inject ChatClient.Builder instead");
			context.getBean(ChatClient.class).prompt("hi").call().content();
			assertThat(spans(context)).extracting(Span::name).containsExactly("chat gpt-stub");
		});
	}

	@Test
	void nothingIsSaidWhileLangfuseIsDisabled(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(ChatApplication.class)
			.withPropertyValues("management.observations.enable.spring.ai=false", "langfuse.enabled=false")
			.run((context) -> assertThat(output).doesNotContain(NOT_SEEN));
	}

	@Configuration(proxyBeanMethods = false)
	static class ClientApplication {

		@Bean
		OpenAiChatModel chatModel(ModelServer server, ObjectProvider<ObservationRegistry> registry) {
			return OpenAiChatModel.builder()
				.options(ChatApplication.options(server))
				.observationRegistry(registry.getIfUnique(() -> ObservationRegistry.NOOP))
				.build();
		}

		@Bean
		ChatClient created(OpenAiChatModel model) {
			return ChatClient.create(model);
		}

	}

}
