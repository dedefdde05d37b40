/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The MCP server in a JVM of its own.
 */
final class ServerProcess implements AutoCloseable {

	private final Process process;

	private final int port;

	/**
	 * Starts a server that is reached over HTTP.
	 */
	ServerProcess(String... properties) {
		List<String> command = new ArrayList<>(List.of(java()));
		command.addAll(arguments(Stream.concat(Stream.of(properties), Stream.of("server.port=0"))));
		try {
			this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
			this.port = port(this.process.inputReader());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	static List<String> arguments(Stream<String> properties) {
		return Stream.concat(Stream.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				CityServer.class.getName(), "--spring.main.banner-mode=off", "--spring.ai.mcp.server.enabled=true",
				"--langfuse.public-key=pk-lf-test", "--langfuse.secret-key=sk-lf-test",
				"--spring.docker.compose.enabled=false", "--langfuse.flush-interval=100ms"),
				properties.map((property) -> "--" + property))
			.toList();
	}

	private static int port(BufferedReader output) throws IOException {
		StringBuilder all = new StringBuilder();
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			all.append(line).append('\n');
			if (line.startsWith("port=")) {
				Thread rest = new Thread(() -> output.lines().forEach((ignored) -> {
				}));
				rest.setDaemon(true);
				rest.start();
				return Integer.parseInt(line.substring("port=".length()));
			}
		}
		throw new AssertionError("The server did not start:\n" + all);
	}

	int port() {
		return this.port;
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
