/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.langfuse4j.Langfuse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties, meters, environment variables and other names that the manual mentions
 * exist.
 */
class NamesTests {

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final Pattern NAME = Pattern
		.compile("(?<![\\w./-])langfuse(?:\\.[a-z][a-zA-Z_-]*[a-zA-Z])+(?![\\w(/])");

	private static final Pattern VARIABLE = Pattern.compile("LANGFUSE_[A-Z_]*[A-Z]");

	private static final Path SOURCES = Path.of("src", "main");

	/** Variables of a Langfuse server, and of applications in examples. */
	private static final Set<String> VARIABLES_OF_OTHERS = Set.of("LANGFUSE_AUTH", "LANGFUSE_EXPERIMENT_SECRET",
			"LANGFUSE_WEBHOOK_SECRET", "LANGFUSE_INIT_PROJECT_PUBLIC_KEY", "LANGFUSE_INIT_PROJECT_SECRET_KEY");

	/** Names that the code puts together. */
	private static final Set<String> COMPOSED = Set.of("langfuse.observations.lost", "langfuse.scores.lost");

	private final Metadata metadata = Metadata.read();

	@Test
	void namesThatBeginWithLangfuseExist() throws IOException {
		String sources = sources();
		Set<String> unknown = new TreeSet<>();
		for (Page page : Page.forUsers()) {
			for (String line : page.prose()) {
				Matcher code = CODE.matcher(line);
				while (code.find()) {
					Matcher name = NAME.matcher(code.group(1));
					while (name.find()) {
						String found = name.group();
						if (!this.metadata.has(found) && !this.metadata.hasGroup(found)
								&& !sources.contains('"' + found) && !isMethod(found) && !COMPOSED.contains(found)) {
							unknown.add(page.name() + ": " + found);
						}
					}
				}
			}
		}
		assertThat(unknown).isEmpty();
	}

	@Test
	void environmentVariablesExist() {
		Set<String> unknown = new TreeSet<>();
		for (Page page : Page.forUsers()) {
			Matcher variable = VARIABLE.matcher(String.join("\n", page.lines()));
			while (variable.find()) {
				if (!this.metadata.hasVariable(variable.group()) && !VARIABLES_OF_OTHERS.contains(variable.group())) {
					unknown.add(page.name() + ": " + variable.group());
				}
			}
		}
		assertThat(unknown).isEmpty();
	}

	/** A method of the bean, mentioned without parentheses. */
	private static boolean isMethod(String name) {
		return Stream.of(Langfuse.class.getMethods()).anyMatch((method) -> name.equals("langfuse." + method.getName()));
	}

	private static String sources() throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files.filter((file) -> file.toString().endsWith(".java")).map((file) -> {
				try {
					return Files.readString(file);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}).collect(Collectors.joining());
		}
	}

}
