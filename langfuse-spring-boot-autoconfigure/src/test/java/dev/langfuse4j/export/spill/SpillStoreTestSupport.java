/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;

/**
 * Stores in a directory of the test.
 */
abstract class SpillStoreTestSupport {

	@TempDir
	Path directory;

	final Heard heard = new Heard();

	/**
	 * Leaves requests of five observations each behind.
	 */
	void leave(String... texts) throws IOException {
		try (SpillStore store = open(1_000_000)) {
			for (String text : texts) {
				store.append(request(5, text));
			}
		}
	}

	SpillStore open(long maxBytes) throws IOException {
		return open(this.directory, maxBytes);
	}

	SpillStore open(Path directory, long maxBytes) throws IOException {
		return SpillStore.open(settings(directory, maxBytes), "default", this.heard);
	}

	static SpillSettings settings(Path directory, long maxBytes) {
		return new SpillSettings(directory, maxBytes, Duration.ofHours(1));
	}

	/**
	 * The files with requests.
	 */
	List<Path> files() throws IOException {
		return below((file) -> file.toString().endsWith(".spill"));
	}

	List<Path> below(Predicate<Path> which) {
		try (Stream<Path> files = Files.walk(this.directory)) {
			return files.filter(which).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<String> drain(SpillStore store) throws IOException {
		List<String> texts = new ArrayList<>();
		for (SpilledRequest request = store.peek(0); request != null; request = store.peek(0)) {
			texts.add(text(request));
			store.remove(request);
		}
		return texts;
	}

	static SpilledRequest request(int observations, String text) {
		return new SpilledRequest(0, observations, 0, text.getBytes());
	}

	static String text(SpilledRequest request) {
		return new String(request.body());
	}

}
