/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.autoconfigure.dataset.LangfuseDatasetAutoConfiguration;
import dev.langfuse4j.autoconfigure.experiment.LangfuseExperimentAutoConfiguration;
import dev.langfuse4j.autoconfigure.feedback.LangfuseFeedbackAutoConfiguration;
import dev.langfuse4j.autoconfigure.prompt.LangfusePromptAutoConfiguration;
import dev.langfuse4j.autoconfigure.score.LangfuseScoreAutoConfiguration;
import dev.langfuse4j.autoconfigure.web.LangfuseWebAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ser.BeanSerializerFactory;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.ReactiveAdapterRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The start and the first call load neither Jackson's mapper nor Reactor's operators,
 * which need more time than everything else, nor features that are not used.
 */
class LoadedClassesTests {

	/**
	 * The first is loaded with every mapper, the last two when the methods of
	 * {@link Mono} and {@link Flux} are.
	 */
	private static final List<String> UNWANTED = List.of(BeanSerializerFactory.class.getName(),
			JsonFactory.class.getName(), ReactiveAdapterRegistry.class.getName(), "reactor.core.publisher.MonoDelay",
			"reactor.core.publisher.FluxJust");

	/**
	 * Belong to features that the application does not use, or to work that is done
	 * later, on other threads.
	 */
	private static final List<String> UNUSED = List.of("dev.langfuse4j.autoconfigure.StartupCheck",
			"dev.langfuse4j.dataset.DatasetApi", "dev.langfuse4j.dataset.DefaultLangfuseDatasets",
			"dev.langfuse4j.experiment.DefaultLangfuseExperiments", "dev.langfuse4j.http.WebClients",
			"dev.langfuse4j.mask.ApiKeyMasker", "dev.langfuse4j.prompt.PromptCache",
			"dev.langfuse4j.score.DefaultLangfuseScores", "dev.langfuse4j.web.reactive.TraceAttributesWebFilter",
			"dev.langfuse4j.web.servlet.TraceAttributesFilter", "dev.langfuse4j.web.reactive.WebhookRoute",
			"jdk.internal.net.http.HttpClientImpl");

	@Test
	void startAndFirstCallLoadNoMapperAndNoOperators(@TempDir Path directory) throws Exception {
		Path log = directory.resolve("classes.log");
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				// Nothing is prepared on other threads
				"-XX:ActiveProcessorCount=1", "-Xlog:class+load:file=" + log, "-classpath",
				System.getProperty("java.class.path"), Application.class.getName(), "--langfuse.public-key=pk-lf-1",
				"--langfuse.secret-key=sk-lf-1", "--langfuse.base-url=http://localhost:9", "--langfuse.check=off",
				"--langfuse.flush-interval=1h", "--spring.docker.compose.enabled=false");
		File output = directory.resolve("output.txt").toFile();
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
		try {
			assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(Files.readString(output.toPath())).contains("The answer is 42.0");
		List<String> loaded = Files.readAllLines(log, StandardCharsets.UTF_8)
			.stream()
			.map((line) -> line.replaceFirst("^(\\[[^]]*])+ ", "").split(" ")[0])
			.toList();
		assertThat(loaded.contains("dev.langfuse4j.capture.FrozenTokens")).isTrue();
		assertThat(loaded.stream().filter(UNWANTED::contains)).isEmpty();
		assertThat(loaded.stream().filter(UNUSED::contains)).isEmpty();
	}

	/**
	 * Makes one call and ends without closing anything.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class,
			LangfuseWebAutoConfiguration.class, LangfusePromptAutoConfiguration.class,
			LangfuseScoreAutoConfiguration.class, LangfuseDatasetAutoConfiguration.class,
			LangfuseExperimentAutoConfiguration.class, LangfuseFeedbackAutoConfiguration.class })
	static class Application {

		public static void main(String[] args) {
			new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(args);
		}

		@Bean
		Answers answers() {
			return new Answers();
		}

		@Bean
		ApplicationRunner caller(Answers answers) {
			return (arguments) -> {
				Answer answer = answers.answer(new Question("What?", List.of("a", "b"), Kind.SHORT));
				System.out.println("The answer is " + answer.value());
				Runtime.getRuntime().halt(0);
			};
		}

	}

	static class Answers {

		@Observe
		Answer answer(Question question) {
			return new Answer(42, question.kind());
		}

	}

	record Question(String text, List<String> tags, Kind kind) {

	}

	record Answer(double value, Kind kind) {

	}

	enum Kind {

		SHORT

	}

}
