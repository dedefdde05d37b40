/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.testing.LangfuseAutoConfigurations;
import dev.langfuse4j.testing.OtherVersions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.asm.ClassReader;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each configuration with {@link ConditionalOnLinkage}, however many there will be: with
 * another version of its library, it is off, one line says so, and all else works.
 */
@ExtendWith(OutputCaptureExtension.class)
class GuardedRoomsTests {

	private static final String ROOT = "dev/langfuse4j/";

	private static final List<String> CLASSES = classes();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
		.withConfiguration(LangfuseAutoConfigurations.all());

	@Test
	void allAreOnWithTheVersionsThatThisIsBuiltWith() {
		assertThat(guarded()).hasSizeGreaterThan(15);
		this.contextRunner
			.run((context) -> assertThat(guarded()).allSatisfy((type) -> assertThat(context).hasSingleBean(type)));
	}

	@ParameterizedTest
	@MethodSource("guarded")
	void anotherVersionSwitchesOneOff(Class<?> configuration, CapturedOutput output) {
		ConditionalOnLinkage guard = configuration.getAnnotation(ConditionalOnLinkage.class);
		String missing = ownType(configuration);
		this.contextRunner.withClassLoader(new OtherVersions(missing, null))
			.run((context) -> assertThat(context).hasSingleBean(Langfuse.class).doesNotHaveBean(configuration));
		assertThat(output).containsOnlyOnce(
				"Langfuse does not support " + guard.library() + ", because the version on the classpath does not have "
						+ ClassUtils.convertResourcePathToClassName(missing));
	}

	static List<Class<?>> guarded() {
		return CLASSES.stream()
			.filter((name) -> name.startsWith(ROOT + "autoconfigure/"))
			.<Class<?>>map((name) -> ClassUtils.resolveClassName(ClassUtils.convertResourcePathToClassName(name), null))
			.filter((type) -> type.isAnnotationPresent(ConditionalOnLinkage.class))
			.toList();
	}

	/**
	 * Returns a type of the library: one that only guarded rooms use, and not also the
	 * configuration around this one.
	 */
	private static String ownType(Class<?> configuration) {
		Set<String> own = reachable(configuration);
		Class<?> around = configuration.getEnclosingClass();
		if (around != null && around.isAnnotationPresent(ConditionalOnLinkage.class)) {
			own.removeAll(reachable(around));
		}
		Set<String> guarded = guarded().stream()
			.flatMap((type) -> Stream.of(type.getPackageName(), room(type)))
			.map(GuardedRoomsTests::path)
			.collect(Collectors.toSet());
		CLASSES.stream()
			.filter((type) -> guarded.stream().noneMatch((room) -> isIn(type, room)))
			.map(GuardedRoomsTests::used)
			.forEach(own::removeAll);
		own.removeIf((type) -> type.startsWith("java") || type.startsWith(ROOT));
		assertThat(own).as("types that only rooms such as %s use", room(configuration)).isNotEmpty();
		return own.iterator().next();
	}

	private static Set<String> reachable(Class<?> configuration) {
		Set<String> reachable = new TreeSet<>();
		Deque<String> open = new ArrayDeque<>();
		Stream
			.concat(Stream.of(configuration),
					Stream.of(configuration.getDeclaredClasses())
						.filter((nested) -> !nested.isAnnotationPresent(ConditionalOnLinkage.class)))
			.forEach((type) -> open.add(path(type.getName())));
		Set<String> seen = new HashSet<>();
		while (!open.isEmpty()) {
			String next = open.remove();
			if (seen.add(next)) {
				Set<String> used = used(next);
				reachable.addAll(used);
				used.stream().filter((type) -> isIn(type, path(room(configuration)))).forEach(open::add);
			}
		}
		return reachable;
	}

	private static String room(Class<?> configuration) {
		return configuration.getAnnotation(ConditionalOnLinkage.class).room();
	}

	private static String path(String name) {
		return name.replace('.', '/');
	}

	private static boolean isIn(String type, String packagePath) {
		return type.substring(0, type.lastIndexOf('/')).equals(packagePath);
	}

	private static Set<String> used(String type) {
		try (InputStream bytes = GuardedRoomsTests.class.getResourceAsStream("/" + type + ".class")) {
			return UsedMembers.of(new ClassReader(bytes)).types();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns ours, without those of tests, which are beside them.
	 */
	private static List<String> classes() {
		try {
			Set<String> names = new LinkedHashSet<>();
			for (Resource resource : new PathMatchingResourcePatternResolver()
				.getResources("classpath*:" + ROOT + "**/*.class")) {
				String path = resource.getURL().getPath();
				if (!path.contains("/test-classes/") && !path.endsWith("-info.class")) {
					names.add(path.substring(path.lastIndexOf(ROOT), path.length() - ".class".length()));
				}
			}
			return List.copyOf(names);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
