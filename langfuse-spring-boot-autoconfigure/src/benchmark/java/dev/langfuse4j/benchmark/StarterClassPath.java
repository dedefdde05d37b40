/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Selects the jars that an application with the starter has from those of the build.
 */
final class StarterClassPath {

	/**
	 * The jars that the starter brings.
	 */
	private static final Pattern STARTER = Pattern
		.compile("spring-boot-(\\d|autoconfigure-|micrometer-observation-|reactor-).*|"
				+ "spring-(aop|beans|context|core|expression|web|webflux)-\\d.*|micrometer-(commons|observation)-\\d.*|"
				+ "context-propagation-.*|reactor-core-.*|reactive-streams-.*|jackson-(databind|core)-3.*|"
				+ "jackson-annotations-.*|jspecify-.*|aspectjweaver-.*|commons-logging-.*|logback-.*|slf4j-api-.*|"
				+ "snakeyaml-\\d.*|jakarta.annotation-api-.*");

	/**
	 * The jars that Spring MVC's starter brings beside them.
	 */
	private static final Pattern MVC = Pattern
		.compile("spring-boot-(webmvc|web-server|tomcat|servlet|jackson|http-converter)-\\d.*|spring-webmvc-\\d.*|"
				+ "tomcat-embed-(core|el|websocket)-.*");

	private StarterClassPath() {
	}

	/**
	 * Returns the class path, without our jar.
	 * @param mvc whether the application has Spring MVC
	 */
	static String of(boolean mvc) {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> isUsed(Path.of(entry).getFileName().toString(), mvc))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static boolean isUsed(String jar, boolean mvc) {
		return STARTER.matcher(jar).matches() || (mvc && MVC.matcher(jar).matches());
	}

}
