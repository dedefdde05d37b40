/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files of the console's page.
 */
class ConsolePageTests {

	private static final Path META_INF = Path.of("src/main/resources/META-INF");

	private static final Path PAGE = META_INF.resolve("langfuse-console");

	private static final Path CONFIGURATION = Path.of("../config/console");

	private static final List<String> VENDORED = List.of("preact.js", "hooks.js", "htm.js");

	private static final Pattern MARKUP_OR_CODE_FROM_TEXT = Pattern
		.compile("(?i)innerHTML|outerHTML|insertAdjacentHTML|document\\.write|createContextualFragment|srcdoc|DOMParser"
				+ "|\\beval\\(|new Function|javascript:|style=\"|style='|<style|setAttribute\\(\"style|cssText");

	@Test
	void listNamesEveryFile() throws IOException {
		assertThat(Files.readAllLines(PAGE.resolve("files.txt")))
			.containsExactlyInAnyOrderElementsOf(files().map((file) -> file.getFileName().toString())
				.filter((name) -> !name.equals("files.txt"))
				.toList());
	}

	@Test
	void isSmall() throws IOException {
		long size = 0;
		for (Path file : files().toList()) {
			size += Files.size(file);
		}
		assertThat(size).isLessThan(150_000);
	}

	@Test
	void librariesAreThoseThatWereVendored() throws Exception {
		List<String> sums = Files.readAllLines(CONFIGURATION.resolve("vendored.sha256"));
		assertThat(sums).hasSameSizeAs(VENDORED);
		for (String name : VENDORED) {
			byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(PAGE.resolve(name)));
			assertThat(sums).contains(HexFormat.of().formatHex(sum) + "  " + name);
		}
		assertThat(META_INF.resolve("THIRD-PARTY")).content()
			.contains("Preact", "Copyright (c) 2015-present Jason Miller", "The MIT License (MIT)")
			.contains("htm", "Apache License", "Version 2.0, January 2004");
	}

	@Test
	void nothingMakesMarkupOrCodeOfATextOrNeedsAnInlineStyle() throws IOException {
		assertThat(files().filter((file) -> !VENDORED.contains(file.getFileName().toString()))).isNotEmpty()
			.allSatisfy((file) -> assertThat(Files.readString(file)).doesNotContainPattern(MARKUP_OR_CODE_FROM_TEXT));
	}

	@Test
	void nothingIsLoadedFromElsewhere() throws IOException {
		assertThat(files()).allSatisfy((file) -> assertThat(Files.readString(file)).doesNotContain("sourceMappingURL")
			.doesNotContainPattern(
					"(?:src|href|url|import|from|fetch|EventSource)\\s*[=(]?\\s*[\"'(]?(?:https?:)?//[a-z]"));
	}

	@Test
	void addressesAreRelative() throws IOException {
		assertThat(files()).allSatisfy((file) -> assertThat(Files.readString(file))
			.doesNotContainPattern("(?:src|href)=\"/|from\\s*\"/|\"/langfuse"));
	}

	private static Stream<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(PAGE)) {
			return files.sorted().toList().stream();
		}
	}

}
