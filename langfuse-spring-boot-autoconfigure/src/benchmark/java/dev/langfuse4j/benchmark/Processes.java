/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts a main class of ours in a virtual machine of its own and reads what it says.
 */
final class Processes {

	private Processes() {
	}

	/**
	 * Starts a process whose error output goes where ours goes.
	 */
	static Process start(String classPath, List<String> options, Class<?> main, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-classpath", classPath, main.getName()));
		command.addAll(List.of(arguments));
		try {
			return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot start " + main.getName(), ex);
		}
	}

	static BufferedReader reader(Process process) {
		return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	/**
	 * Reads on until a line begins so.
	 * @return the rest of that line
	 */
	static String await(BufferedReader output, String beginning) {
		try {
			String line = output.readLine();
			while (line != null && !line.startsWith(beginning)) {
				line = output.readLine();
			}
			if (line == null) {
				throw new IllegalStateException("The process ended without saying '" + beginning + "'");
			}
			return line.substring(beginning.length()).trim();
		}
		catch (IOException ex) {
			throw new IllegalStateException("The process cannot be read", ex);
		}
	}

	/**
	 * Waits for the end, and fails if it is not a good one.
	 */
	static void end(Process process) {
		try {
			boolean ended = process.waitFor(60, TimeUnit.SECONDS);
			if (!ended || process.exitValue() != 0) {
				process.destroyForcibly();
				throw new IllegalStateException(ended ? "The process failed" : "The process does not end");
			}
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
