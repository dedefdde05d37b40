/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ConcurrentLruCache;

/**
 * Prompts in files of the application: {@code name.md} with the text, perhaps after a
 * configuration as front matter, or {@code name.json} as Langfuse has it. Thread-safe.
 */
final class FallbackFiles {

	/**
	 * Letters, digits and a few more. A name may be from outside: with these characters
	 * no file outside of the location can be named, whatever kind of resource it is.
	 */
	private static final Pattern SEGMENT = Pattern.compile("[\\p{L}\\p{N}_\\- .]+");

	private static final String[] SUFFIXES = { ".md", ".txt", ".json" };

	private static final String FENCE = "---";

	private final ResourceLoader loader;

	private final String location;

	private final ConcurrentLruCache<String, Optional<PromptVersion>> files;

	/**
	 * Creates an access.
	 * @param loader finds the files
	 * @param location the directory
	 * @param maxEntries how many are kept
	 */
	FallbackFiles(ResourceLoader loader, String location, int maxEntries) {
		this.loader = loader;
		this.location = location.endsWith("/") ? location : location + "/";
		this.files = new ConcurrentLruCache<>(maxEntries, this::load);
	}

	/**
	 * The fallback with the name of a prompt, or {@code null} without one.
	 */
	@Nullable PromptVersion find(String name) {
		return this.files.get(name).orElse(null);
	}

	private Optional<PromptVersion> load(String name) {
		if (!isBelow(name)) {
			return Optional.empty();
		}
		for (String suffix : SUFFIXES) {
			Resource file = this.loader.getResource(this.location + name + suffix);
			if (file.isReadable()) {
				return Optional.of(read(name, file));
			}
		}
		return Optional.empty();
	}

	private static boolean isBelow(String name) {
		for (String segment : name.split("/", -1)) {
			if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
				return false;
			}
		}
		return true;
	}

	static PromptVersion read(String name, Resource file) {
		String text;
		try {
			text = file.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw unreadable(name, file, "cannot be read (" + ex.getClass().getSimpleName() + ")");
		}
		String filename = file.getFilename();
		return (filename != null && filename.endsWith(".json")) ? json(name, file, text) : text(name, file, text);
	}

	private static PromptVersion json(String name, Resource file, String text) {
		PromptVersion prompt = null;
		try {
			prompt = PromptJson.readFallback(name, JsonMapper.shared().readTree(text));
		}
		catch (JacksonException ex) {
			// Said below
		}
		if (prompt == null) {
			throw unreadable(name, file, "is not JSON with 'type', 'prompt' and 'config'");
		}
		return prompt;
	}

	/**
	 * A line break at the end is the editor's.
	 */
	private static PromptVersion text(String name, Resource file, String content) {
		String text = content.replace("\r\n", "\n");
		JsonNode config = PromptJson.emptyConfig();
		if (text.startsWith(FENCE + "\n")) {
			int end = text.indexOf("\n" + FENCE + "\n", FENCE.length());
			if (end < 0) {
				throw unreadable(name, file, "begins with a block '---' that does not end with '---'");
			}
			config = yaml(name, file, text.substring(FENCE.length() + 1, end + 1));
			text = text.substring(end + FENCE.length() + 2);
		}
		return PromptVersion.fallback(name, text.endsWith("\n") ? text.substring(0, text.length() - 1) : text, config);
	}

	private static JsonNode yaml(String name, Resource file, String text) {
		YamlMapFactoryBean yaml = new YamlMapFactoryBean();
		yaml.setResources(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
		try {
			return JsonMapper.shared().valueToTree(yaml.getObject());
		}
		catch (RuntimeException | NoClassDefFoundError ex) {
			throw unreadable(name, file, "begins with a block that cannot be read as YAML");
		}
	}

	private static PromptUnavailableException unreadable(String name, Resource file, String problem) {
		return new PromptUnavailableException("The fallback of the " + PromptKey.describe(name) + ", "
				+ file.getDescription() + ", " + problem + ". Correct the file.");
	}

}
