/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.spi.services.AiServiceContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Another factory of contexts, of which LangChain4j asks only one.
 */
class OtherFactoryTests extends ScriptedTestSupport {

	@TempDir
	private Path directory;

	@Test
	void whatItMakesIsObservedIfOursIsAsked() {
		runPlain((context) -> {
			AiServiceContext made = ofOther();
			assertThat(made).isInstanceOf(OtherContext.class);
			Blocking service = AiServices.<Blocking>builder(made)
				.chatModel(ScriptedModel.blocking((request) -> ScriptedModel.answer("hi")))
				.build();
			service.ask("hi");
			assertThat(tree(context)).isEqualTo("Blocking.ask" + ENDS);
		});
	}

	@Test
	void oursIsAsked() {
		assertThat(withOther(AiServiceProviders::inPlaceOfOurs)).isNull();
	}

	private AiServiceContext ofOther() {
		return withOther(() -> new LangfuseAiServiceContextFactory().create(Blocking.class));
	}

	private <T> T withOther(java.util.function.Supplier<T> code) {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try {
			Path file = this.directory.resolve("META-INF/services/" + AiServiceContextFactory.class.getName());
			Files.createDirectories(file.getParent());
			Files.writeString(file, OtherFactory.class.getName());
			try (URLClassLoader loader = new URLClassLoader(new URL[] { this.directory.toUri().toURL() }, before)) {
				thread.setContextClassLoader(loader);
				return code.get();
			}
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	public static final class OtherFactory implements AiServiceContextFactory {

		@Override
		public AiServiceContext create(Class<?> aiServiceClass) {
			return new OtherContext(aiServiceClass);
		}

	}

	private static final class OtherContext extends AiServiceContext {

		OtherContext(Class<?> aiServiceClass) {
			super(aiServiceClass);
		}

	}

}
