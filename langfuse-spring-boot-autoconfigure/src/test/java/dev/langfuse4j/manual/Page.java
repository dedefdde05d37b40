/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the manual.
 *
 * @param name the path from the root of the repository
 * @param lines its lines
 */
record Page(String name, List<String> lines) {

	static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern FENCE = Pattern.compile("( *)```(\\w*)");

	private static final Pattern GIVEN = Pattern.compile("<!-- given: (.*) -->");

	/**
	 * Reads the pages at the root and in {@code docs}.
	 */
	static List<Page> all() {
		try (Stream<Path> top = Files.list(ROOT); Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
			return Stream.concat(top, docs)
				.filter((file) -> file.toString().endsWith(".md"))
				.sorted()
				.map(Page::read)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads the pages for users: README and {@code docs}, without those about the code of
	 * this library.
	 */
	static List<Page> forUsers() {
		return all().stream()
			.filter((page) -> page.name().equals("README.md") || page.name().startsWith("docs/"))
			.filter((page) -> !page.name().equals("docs/architecture.md"))
			.toList();
	}

	static Page read(Path file) {
		try {
			return new Page(ROOT.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/'),
					Files.readAllLines(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Path file() {
		return ROOT.resolve(this.name);
	}

	/**
	 * The text without blocks of code, whose lines are empty.
	 */
	List<String> prose() {
		List<String> prose = new ArrayList<>();
		boolean code = false;
		for (String line : this.lines) {
			boolean fence = FENCE.matcher(line).lookingAt();
			prose.add((code || fence) ? "" : line);
			code = code != fence;
		}
		return prose;
	}

	/**
	 * The blocks of code in a language.
	 */
	List<Block> blocks(String language) {
		List<Block> blocks = new ArrayList<>();
		for (int i = 0; i < this.lines.size(); i++) {
			Matcher fence = FENCE.matcher(this.lines.get(i));
			if (!fence.lookingAt()) {
				continue;
			}
			int end = i + 1;
			while (!FENCE.matcher(this.lines.get(end)).lookingAt()) {
				end++;
			}
			if (fence.group(2).equals(language)) {
				Matcher given = GIVEN.matcher((i > 0) ? this.lines.get(i - 1).strip() : "");
				int indent = fence.group(1).length();
				List<String> code = this.lines.subList(i + 1, end)
					.stream()
					.map((line) -> line.substring(Math.min(indent, line.length())))
					.toList();
				blocks.add(new Block(this.name, i + 2, given.matches() ? given.group(1) : "", code));
			}
			i = end;
		}
		return blocks;
	}

	/**
	 * A block of code.
	 *
	 * @param page the page that it is on
	 * @param line the number of its first line there
	 * @param given what the comment in front of it declares, may be empty
	 * @param code its lines
	 */
	record Block(String page, int line, String given, List<String> code) {

		String text() {
			return String.join("\n", this.code);
		}

		@Override
		public String toString() {
			return this.page + ":" + this.line;
		}

	}

}
