/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.manual;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Links in the manual lead to files and headings that exist, and each page can be reached
 * from the README.
 */
class LinksTests {

	private static final Pattern LINK = Pattern.compile("\\[(?:[^\\[\\]]|\\[[^\\]]*])*]\\(([^)\\s]+)\\)");

	private static final Pattern HTML = Pattern.compile("(?:src|srcset|href)=\"([^\"]+)\"");

	private static final Pattern CODE = Pattern.compile("`[^`]*`");

	@Test
	void linksLeadSomewhere() {
		List<String> broken = new ArrayList<>();
		for (Page page : Page.all()) {
			for (String link : links(page)) {
				String problem = problem(page, link);
				if (problem != null) {
					broken.add(page.name() + ": " + link + " " + problem);
				}
			}
		}
		assertThat(broken).isEmpty();
	}

	@Test
	void everyPageIsReachedFromTheReadme() {
		Set<String> reached = new HashSet<>();
		reach(Page.read(Page.ROOT.resolve("README.md")), reached);
		assertThat(reached).containsAll(Page.all().stream().map(Page::name).toList());
	}

	@Test
	void brokenLinksAreFound() {
		Page page = new Page("docs/page.md",
				List.of("# One", "## One `two`: three", "[a](page.md)", "[b](#one-two-three)", "[c](#two)"));
		assertThat(anchors(page)).containsExactlyInAnyOrder("one", "one-two-three");
		assertThat(problem(page, "page.md")).isEqualTo("does not exist");
		assertThat(problem(page, "#one-two-three")).isNull();
		assertThat(problem(page, "#two")).isEqualTo("has no such heading");
		assertThat(problem(page, "../README.md#try-it")).isNull();
		assertThat(problem(page, "../README.md#nowhere")).isEqualTo("has no such heading");
	}

	private static void reach(Page page, Set<String> reached) {
		if (!reached.add(page.name())) {
			return;
		}
		for (String link : links(page)) {
			Path target = page.file().resolveSibling(link.replaceFirst("#.*", "")).normalize();
			if (!link.contains("://") && target.toString().endsWith(".md") && Files.exists(target)) {
				reach(Page.read(target), reached);
			}
		}
	}

	private static List<String> links(Page page) {
		List<String> links = new ArrayList<>();
		for (String line : page.prose()) {
			for (Pattern pattern : List.of(LINK, HTML)) {
				Matcher matcher = pattern.matcher(CODE.matcher(line).replaceAll("``"));
				while (matcher.find()) {
					links.add(matcher.group(1));
				}
			}
		}
		return links;
	}

	private static String problem(Page page, String link) {
		if (link.startsWith("https://") || link.startsWith("http://")) {
			return null;
		}
		int hash = link.indexOf('#');
		String path = (hash < 0) ? link : link.substring(0, hash);
		Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
		if (!path.isEmpty() && !Files.exists(target)) {
			return "does not exist";
		}
		if (hash >= 0) {
			Page there = path.isEmpty() ? page : Page.read(target);
			return anchors(there).contains(link.substring(hash + 1)) ? null : "has no such heading";
		}
		return null;
	}

	/**
	 * The anchors that GitHub gives to headings.
	 */
	private static Set<String> anchors(Page page) {
		Map<String, Integer> seen = new HashMap<>();
		Set<String> anchors = new HashSet<>();
		for (String line : page.prose()) {
			if (line.matches("#{1,6} .*")) {
				String text = line.replaceFirst("#+ ", "").replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").strip();
				String anchor = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
				int count = seen.merge(anchor, 1, Integer::sum);
				anchors.add((count > 1) ? anchor + "-" + (count - 1) : anchor);
			}
		}
		return anchors;
	}

}
