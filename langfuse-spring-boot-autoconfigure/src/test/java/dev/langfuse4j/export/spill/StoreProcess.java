/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stores in a process of their own, one for each project. Says what they have found, and
 * holds them until it is told to end.
 */
final class StoreProcess implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	StoreProcess(Path directory, int requests, List<String> projects, String... options) {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx64m", "-XX:TieredStopAtLevel=1"));
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), StoreProcess.class.getName(),
				directory.toString(), String.valueOf(requests), String.join(",", projects)));
		try {
			this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.output = this.process.inputReader();
	}

	/**
	 * Returns the items that a process finds which begins now and ends at once.
	 */
	static long found(Path directory, List<String> projects) {
		try (StoreProcess process = new StoreProcess(directory, 0, projects)) {
			return process.found();
		}
	}

	/**
	 * Waits until it holds its stores.
	 * @return how many observations it has found
	 */
	long found() {
		try {
			String line = this.output.readLine();
			assertThat(line).startsWith("found ");
			return Long.parseLong(line.substring("found ".length()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * SIGKILL.
	 */
	void kill() {
		this.process.destroyForcibly();
		waitFor();
	}

	/**
	 * Makes the process close its stores and end.
	 */
	@Override
	public void close() {
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			// It has ended
		}
		waitFor();
	}

	private void waitFor() {
		try {
			assertThat(this.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	public static void main(String[] args) throws IOException {
		Heard heard = new Heard();
		List<SpillStore> stores = new ArrayList<>();
		for (String project : args[2].split(",")) {
			SpillSettings settings = SpillStoreTestSupport.settings(Path.of(args[0]), 1_000_000);
			SpillStore store = SpillStore.open(settings, project, heard);
			stores.add(store);
			for (int i = 0; i < Integer.parseInt(args[1]); i++) {
				store.append(SpillStoreTestSupport.request(1, "of another process"));
			}
		}
		System.out.println("found " + heard.adopted);
		while (System.in.read() >= 0) {
			// Until nobody is there any more
		}
		stores.forEach(SpillStore::close);
	}

}
