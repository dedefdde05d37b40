/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import dev.langfuse4j.autoconfigure.InvalidLangfusePropertyException;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.trace.LangfuseTracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.StreamUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether there is a console, and what is said of it.
 */
@ExtendWith(OutputCaptureExtension.class)
class LangfuseConsoleAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(LangfuseAutoConfiguration.class,
			LangfuseConsoleAutoConfiguration.class);

	private final WebApplicationContextRunner web = new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS);

	@Test
	void consoleWithoutKeysMakesTheLibraryActive(CapturedOutput output) {
		this.web.run((context) -> {
			assertThat(context.getBean(ConsoleSwitch.class).exporter()).isNull();
			assertThat(context.getBean(LangfuseTracer.class).isActive()).isFalse();
			assertThat(output).doesNotContain("console");
		});
		this.web.withPropertyValues("langfuse.console.enabled=true").run((context) -> {
			assertThat(context.getBean(LangfuseTracer.class).isActive()).isTrue();
			assertThat(output)
				.contains("Until then, traces only go to the log, the console and exporters of the application")
				.contains("The content of prompts is kept in memory for the console");
		});
	}

	@ParameterizedTest
	@CsvSource({ "langfuse.enabled=false", "langfuse.tracing-enabled=false" })
	void disabledLangfuseHasNoConsole(String disabled) {
		this.web.withPropertyValues("langfuse.console.enabled=true", disabled)
			.run((context) -> assertThat(context.getBean(ConsoleSwitch.class).exporter()).isNull());
	}

	@Test
	void applicationWithoutPagesHasNoConsole(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withPropertyValues("langfuse.console.enabled=true")
			.run((context) -> {
				assertThat(context.getBean(LangfuseTracer.class).isActive()).isFalse();
				assertThat(output).contains("The console is not available: it requires a web application");
			});
	}

	@Test
	void developersAreToldThatThereCouldBeOne(CapturedOutput output) {
		this.web.withPropertyValues("spring.profiles.active=dev")
			.run((context) -> assertThat(output).contains("set langfuse.console.enabled=true"));
	}

	@Test
	void openDoorsAreWarnedOf(CapturedOutput output) {
		this.web
			.withPropertyValues("langfuse.console.enabled=true", "langfuse.console.allow-remote=true",
					"langfuse.console.token=off")
			.run((context) -> assertThat(output).contains("Langfuse console: /langfuse")
				.contains("accepts requests from other machines")
				.contains("without a token"));
	}

	@ParameterizedTest
	@CsvSource({ "langfuse.console.path,langfuse,is 'langfuse'", "langfuse.console.path,/langfuse/,is '/langfuse/'",
			"langfuse.console.path,/,is '/'", "langfuse.console.path,/a/**,is '/a/**'",
			"langfuse.console.max-traces,0,is not positive", "langfuse.console.max-bytes,0,is not positive",
			"langfuse.console.token,very-secret,is not a token",
			"langfuse.console.token,very secret token of mine,is not a token",
			"langfuse.console.prices.gpt.input,-1,contains the price -1.0",
			"langfuse.console.prices.gpt.input,NaN,contains the price NaN" })
	void whatCannotWorkStopsTheStart(String property, String value, String problem) {
		this.web.withPropertyValues("langfuse.console.enabled=true", property + "=" + value).run((context) -> {
			assertThat(context).hasFailed();
			Throwable root = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
			assertThat(root).isInstanceOf(InvalidLangfusePropertyException.class);
			assertThat(root.getMessage()).contains(problem).doesNotContain("very");
		});
	}

	@Test
	void pricesAreBoundByTheNamesOfModels() {
		this.web
			.withPropertyValues("langfuse.console.prices.gpt-4o-mini.input=0.15",
					"langfuse.console.prices[claude-4.5].input_cached_tokens=3", "langfuse.console.token=off")
			.run((context) -> {
				ConsoleProperties properties = context.getBean(ConsoleProperties.class);
				assertThat(properties.getPrices()).containsEntry("gpt-4o-mini", Map.of("input", 0.15))
					.containsEntry("claude-4.5", Map.of("input_cached_tokens", 3.0));
				assertThat(Consoles.settings(properties).token()).isNull();
			});
	}

	/**
	 * Classes of this library are loaded by a loader that remembers them.
	 */
	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void nothingIsLoadedWhileItIsOff(WebApplicationType type) throws Exception {
		assertThat(loaded(type, "langfuse.console.enabled=false")).isEmpty();
	}

	@Test
	void somethingIsLoadedWhileItIsOn() throws Exception {
		assertThat(loaded(WebApplicationType.SERVLET, "langfuse.console.enabled=true"))
			.contains("dev.langfuse4j.console.Console", "dev.langfuse4j.web.servlet.ConsoleRoute");
	}

	private static TreeSet<String> loaded(WebApplicationType type, String property) throws Exception {
		RememberingLoader loader = new RememberingLoader();
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(loader);
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(new DefaultResourceLoader(loader),
				loader.loadClass(ConsoleApplications.Application.class.getName()))
			.web(type)
			.properties(ConsoleApplications.properties(property))
			.run()) {
			assertThat(loader.names).contains("dev.langfuse4j.autoconfigure.console.ConsoleSwitch");
		}
		finally {
			thread.setContextClassLoader(before);
		}
		TreeSet<String> ofTheConsole = new TreeSet<>(loader.names);
		ofTheConsole.removeIf((name) -> name.startsWith("dev.langfuse4j.autoconfigure.") || !name.contains("onsole"));
		return ofTheConsole;
	}

	private static final class RememberingLoader extends ClassLoader {

		/** Classes are also loaded by other threads, even after the start. */
		private final Set<String> names = ConcurrentHashMap.newKeySet();

		RememberingLoader() {
			super(LangfuseConsoleAutoConfigurationTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			synchronized (getClassLoadingLock(name)) {
				Class<?> loaded = findLoadedClass(name);
				if (loaded != null || !name.startsWith("dev.langfuse4j.")) {
					return (loaded != null) ? loaded : super.loadClass(name, resolve);
				}
				try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
					if (in == null) {
						throw new ClassNotFoundException(name);
					}
					byte[] bytes = StreamUtils.copyToByteArray(in);
					this.names.add(name);
					return defineClass(name, bytes, 0, bytes.length);
				}
				catch (IOException ex) {
					throw new ClassNotFoundException(name, ex);
				}
			}
		}

	}

}
