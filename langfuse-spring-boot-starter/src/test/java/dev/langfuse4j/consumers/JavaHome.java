/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.consumers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java installation to run consumers on.
 */
record JavaHome(Path path, int version) {

	private static final Path INSTALLATIONS = Path.of("/usr/lib/jvm");

	private static final Pattern VERSION = Pattern.compile("^JAVA_VERSION=\"(\\d+)", Pattern.MULTILINE);

	static JavaHome running() {
		return new JavaHome(Path.of(System.getProperty("java.home")), Runtime.version().feature());
	}

	/**
	 * The newest of this machine, which may be the running one.
	 */
	static JavaHome newest() throws IOException {
		List<JavaHome> homes = new ArrayList<>(List.of(running()));
		if (Files.isDirectory(INSTALLATIONS)) {
			try (Stream<Path> paths = Files.list(INSTALLATIONS)) {
				for (Path path : paths.filter((path) -> Files.isExecutable(path.resolve("bin/java"))).toList()) {
					homes.add(new JavaHome(path, versionOf(path)));
				}
			}
		}
		return homes.stream().max(Comparator.comparingInt(JavaHome::version)).orElseThrow();
	}

	Path java() {
		return this.path.resolve("bin/java");
	}

	private static int versionOf(Path path) throws IOException {
		Path release = path.resolve("release");
		Matcher version = VERSION.matcher(Files.exists(release) ? Files.readString(release) : "");
		return version.find() ? Integer.parseInt(version.group(1)) : 0;
	}

}
