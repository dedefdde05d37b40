/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.manual.Page.Block;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * The YAML in the manual names properties that exist, with values that they can have.
 */
class YamlBlocksTests {

	private final Metadata metadata = Metadata.read();

	@TestFactory
	List<DynamicTest> everyBlockBinds() {
		List<Block> blocks = Page.forUsers().stream().flatMap((page) -> page.blocks("yaml").stream()).toList();
		assertThat(blocks).isNotEmpty();
		return blocks.stream()
			.map((block) -> DynamicTest.dynamicTest(block.toString(), () -> check(block.text())))
			.toList();
	}

	@Test
	void mistakesAreFound() {
		assertThat(unknown("langfuse:\n  flush-intervall: 5")).containsExactly("langfuse.flush-intervall");
		assertThat(unknown("langfuse.projects.acme.public-key: pk")).isEmpty();
		assertThat(quoted("langfuse.web.propagate-to: a.b, \"*.c.d\"")).containsExactly("langfuse.web.propagate-to");
		assertThatException().isThrownBy(() -> check("langfuse.capture.mode: everything"))
			.withStackTraceContaining("langfuse.capture.mode");
	}

	private void check(String yaml) {
		assertThat(unknown(yaml)).isEmpty();
		assertThat(quoted(yaml)).isEmpty();
		StandardEnvironment environment = new StandardEnvironment();
		load(yaml).forEach(environment.getPropertySources()::addFirst);
		ConfigurationPropertySources.attach(environment);
		Binder binder = Binder.get(environment);
		for (Class<?> type : propertiesClasses()) {
			String prefix = type.getAnnotation(ConfigurationProperties.class).value();
			binder.bindOrCreate(prefix, Bindable.of(type));
		}
	}

	private List<String> unknown(String yaml) {
		List<String> unknown = new ArrayList<>();
		for (PropertySource<?> source : load(yaml)) {
			for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
				if (name.startsWith("langfuse.") && !this.metadata.has(name)) {
					unknown.add(name);
				}
			}
		}
		return unknown;
	}

	/**
	 * Properties whose values keep quotes, as in a list of quoted values without
	 * brackets.
	 */
	private static List<String> quoted(String yaml) {
		return load(yaml).stream()
			.flatMap((source) -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames())
				.filter((name) -> name.startsWith("langfuse.")
						&& String.valueOf(source.getProperty(name)).contains("\"")))
			.toList();
	}

	private static List<PropertySource<?>> load(String yaml) {
		try {
			return new YamlPropertySourceLoader().load("manual", new ByteArrayResource(yaml.getBytes()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Class<?>> propertiesClasses() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
		List<Class<?>> types = new ArrayList<>();
		scanner.findCandidateComponents(ClassUtils.getPackageName(LangfuseAutoConfiguration.class))
			.forEach((bean) -> types
				.add(ClassUtils.resolveClassName(bean.getBeanClassName(), SpringApplication.class.getClassLoader())));
		return types;
	}

}
