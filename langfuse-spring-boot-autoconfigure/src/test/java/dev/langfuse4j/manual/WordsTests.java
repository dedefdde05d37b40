/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sentences name an actor, a verb and a thing: the first sentence of a Javadoc comment
 * and the sentences of the manual do not begin with a free relative clause, and the
 * manual avoids some phrases.
 */
class WordsTests {

	private static final String CLAUSE = "(?:What|Who|Whoever|Whatever|Whom|One (?:that|which|of)|That (?:of|which)"
			+ "|Those|Somebody|Nobody)\\b";

	private static final Pattern JAVADOC = Pattern.compile(
			"/\\*\\*\\s*(?:\\*\\s*)?((?:" + CLAUSE + "|(?:Which|Whose|Has|Of(?! interest)|As|How(?! to))\\b)[^.*]*)");

	private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`|<!--.*?-->");

	private static final Pattern SENTENCE = Pattern
		.compile("(?m)(?:^ *(?:[-*] |\\d+\\. )?|[.:!] |\\| )\\**(" + CLAUSE + "[^.?|\n]*)(?=[.|\n]|\\z)");

	private static final Pattern PHRASE = Pattern.compile("(?i)[^.|\n]*\\b(?:(?:is|are|was|were|be|been) (?:told|said)"
			+ "|is none|for ever|takes? along|hand(?:s|ed)? down|(?<!there )(?:is|are) no (?!longer\\b))\\b[^.|\n]*");

	@Test
	void javadoc() throws IOException {
		List<String> found = new ArrayList<>();
		for (String sources : List.of("langfuse-spring-boot-autoconfigure/src/main/java",
				"langfuse-spring-boot-autoconfigure/src/test/java", "langfuse-spring-boot-starter/src/test/java",
				"sample-app/src")) {
			try (Stream<Path> files = Files.walk(Page.ROOT.resolve(sources))) {
				for (Path file : files.filter(WordsTests::isSource).sorted().toList()) {
					inJavadoc(Files.readString(file)).forEach((words) -> found.add(file.getFileName() + ": " + words));
				}
			}
		}
		assertThat(found).isEmpty();
	}

	@Test
	void manual() {
		List<String> found = new ArrayList<>();
		Page.all()
			.stream()
			.filter((page) -> page.name().equals("README.md") || page.name().startsWith("docs/"))
			.forEach((page) -> inProse(String.join("\n", page.lines()))
				.forEach((words) -> found.add(page.name() + ": " + words)));
		assertThat(found).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/** What is left. */", "\t/**\n\t * Who owns it.\n\t */", "/**\n * Those of others.\n */",
			"/**\n * One that waits.\n */", "/**\n * That of the root.\n */", "/** How long it takes. */",
			"/** Has it closed. */", "/** Of a server. */" })
	void clausesOfJavadocAreFound(String comment) {
		assertThat(inJavadoc(comment)).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "What is lost is counted.", "It is sent. Who asks gets it.", "- **What comes** is read.",
			"| a | What is left. |", "The key is said once.", "A job is no trace.", "1. Those that wait are sent.",
			"What is left\nis sent." })
	void wordsOfTheManualAreFound(String text) {
		assertThat(inProse(text)).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "## What is captured", "`What is it` is code.", "```\nWhat is left.\n```",
			"What may a method return?", "It is no longer sent.", "There is no server.", "It fails for every name.",
			"* [What leaves your application](privacy.md)", "/**\n * Whether one that waits is sent.\n */" })
	void otherWordsAreNot(String text) {
		assertThat(inProse(text)).isEmpty();
		assertThat(inJavadoc(text)).isEmpty();
	}

	/** The examples of this class are not sources. */
	private static boolean isSource(Path path) {
		return path.toString().endsWith(".java") && !path.endsWith("WordsTests.java");
	}

	private static List<String> inJavadoc(String source) {
		return found(JAVADOC, source);
	}

	private static List<String> inProse(String markdown) {
		String prose = CODE.matcher(markdown).replaceAll("x");
		List<String> found = new ArrayList<>(found(SENTENCE, prose));
		found.addAll(found(PHRASE, prose));
		return found;
	}

	private static List<String> found(Pattern pattern, String text) {
		return pattern.matcher(text)
			.results()
			.map((match) -> (match.groupCount() > 0) ? match.group(1) : match.group())
			.map((words) -> words.strip().replaceAll("\\s+", " "))
			.toList();
	}

}
