/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The files of the page. Only listed files can be requested. Thread-safe.
 */
final class ConsoleFiles {

	private static final String DIRECTORY = "/META-INF/langfuse-console/";

	private static final String LIST = "files.txt";

	private static final String PAGE = "index.html";

	private static final Map<String, String> TYPES = Map.of("html", "text/html;charset=UTF-8", "js",
			"text/javascript;charset=UTF-8", "css", "text/css;charset=UTF-8", "svg", "image/svg+xml", "txt",
			"text/plain;charset=UTF-8");

	private final Map<String, ConsoleAnswer> files = new HashMap<>();

	ConsoleFiles() {
		for (String name : names()) {
			String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
			if (type == null) {
				throw new IllegalStateException("File of the console without a known type: " + name);
			}
			byte[] content = read(name);
			this.files.put("/" + name,
					ConsoleAnswer.of(200, type, content)
						.with("Cache-Control", "no-cache")
						.with("ETag", '"' + digest(content) + '"'));
		}
		ConsoleAnswer page = this.files.get("/" + PAGE);
		if (page != null) {
			this.files.put("/", page);
		}
	}

	static Set<String> names() {
		Set<String> names = new TreeSet<>();
		new String(read(LIST), StandardCharsets.UTF_8).lines().map(String::trim).forEach(names::add);
		names.remove("");
		return names;
	}

	boolean contains(String path) {
		return this.files.containsKey(path);
	}

	@Nullable ConsoleAnswer find(ConsoleRequest request) {
		ConsoleAnswer file = this.files.get(request.path());
		if (file == null) {
			return null;
		}
		String tag = file.headers().get("ETag");
		boolean known = request.headers("If-None-Match").stream().anyMatch((tags) -> tags.contains(tag));
		return known ? file.withoutBody(304) : file;
	}

	private static byte[] read(String name) {
		try (InputStream in = ConsoleFiles.class.getResourceAsStream(DIRECTORY + name)) {
			if (in == null) {
				throw new FileNotFoundException(DIRECTORY + name);
			}
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String digest(byte[] content) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
			return HexFormat.of().formatHex(digest, 0, 8);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("The virtual machine has no SHA-256", ex);
		}
	}

}
