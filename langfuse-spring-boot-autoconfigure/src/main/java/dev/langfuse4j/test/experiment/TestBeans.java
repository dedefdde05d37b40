/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.List;

import dev.langfuse4j.trace.LangfuseTracer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import reactor.util.context.Context;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ClassUtils;

/**
 * Finds the beans of this library for a test: those of its application context, else
 * those of a small context that all tests without Spring share until the last one has
 * ended.
 */
final class TestBeans {

	static final Namespace NAMESPACE = Namespace.create(TestBeans.class);

	private static final boolean SPRING_TEST = ClassUtils
		.isPresent("org.springframework.test.context.junit.jupiter.SpringExtension", TestBeans.class.getClassLoader());

	private final ApplicationContext context;

	private TestBeans(ApplicationContext context) {
		this.context = context;
	}

	static TestBeans of(ExtensionContext test) {
		ApplicationContext own = SPRING_TEST ? SpringTests.find(test) : null;
		return new TestBeans((own != null) ? own : shared(test));
	}

	private static ApplicationContext shared(ExtensionContext test) {
		ExtensionContext root = test.getRoot();
		return root.getStore(NAMESPACE)
			.computeIfAbsent(Shared.class, (key) -> new Shared(start(root)), Shared.class).context;
	}

	private static ConfigurableApplicationContext start(ExtensionContext root) {
		List<StandaloneLangfuse> starters = SpringFactoriesLoader
			.forDefaultResourceLocation(TestBeans.class.getClassLoader())
			.load(StandaloneLangfuse.class);
		if (starters.isEmpty()) {
			throw new ExtensionConfigurationException("langfuse-spring-boot-autoconfigure is not complete: its "
					+ "META-INF/spring.factories names no " + StandaloneLangfuse.class.getName());
		}
		return starters.get(0).start((name) -> configured(root, name));
	}

	private static @Nullable String configured(ExtensionContext root, String name) {
		return (!name.isBlank()) ? root.getConfigurationParameter(name).orElse(null) : null;
	}

	/**
	 * Gets a bean.
	 * @throws ExtensionConfigurationException if the application has none
	 */
	<T> T get(Class<T> type) {
		try {
			return this.context.getBean(type);
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw new ExtensionConfigurationException("The application context of this test has no single bean of type "
					+ type.getName() + ": does it have the auto-configuration of Langfuse?", ex);
		}
	}

	<T> @Nullable T find(Class<T> type) {
		return this.context.getBeanProvider(type).getIfUnique();
	}

	/**
	 * Replaces placeholders, such as <code>${git.commit}</code>.
	 */
	String resolve(String text) {
		return this.context.getEnvironment().resolveRequiredPlaceholders(text);
	}

	/**
	 * The project that is meant: the one that was named, else the one in scope.
	 */
	@Nullable String project(String name) {
		String resolved = resolve(name);
		return !resolved.isBlank() ? resolved : get(LangfuseTracer.class).currentProject(Context.empty());
	}

	Resource resource(String location) {
		return this.context.getResource(location);
	}

	/**
	 * Closed by JUnit with the last test.
	 */
	private record Shared(ConfigurableApplicationContext context) implements AutoCloseable {

		@Override
		public void close() {
			this.context.close();
		}

	}

}
