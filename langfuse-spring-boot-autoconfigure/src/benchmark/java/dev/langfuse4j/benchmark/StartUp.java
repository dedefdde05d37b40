/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.util.Assert;

/**
 * Measures the share of the starter in the start of an application: from the start of the
 * virtual machine to the application being ready, on the same class path with and without
 * the jar of Langfuse.
 */
final class StartUp {

	private static final int BEANS = 1_000;

	/**
	 * Without JPA and Docker, which tests have brought to the class path.
	 */
	private static final List<String> OPTIONS = List.of("-Xmx512m", "-Dspring.docker.compose.enabled=false",
			"-Dserver.port=0", "-Dlogging.level.root=warn", "-Dspring.main.banner-mode=off",
			"-Dspring.docker.compose.enabled=false",
			"-Dspring.autoconfigure.exclude=org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
					+ "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration");

	private static final String PUBLIC_KEY = "-Dlangfuse.public-key=pk-lf-benchmark";

	private static final String SECRET_KEY = "-Dlangfuse.secret-key=sk-lf-benchmark";

	private static final String MANY = "-D" + StartUpApplication.BEANS + "=" + BEANS;

	private final Path directory;

	private final Path jar;

	StartUp(Path directory, Path jar) {
		this.directory = directory;
		this.jar = jar;
	}

	/**
	 * Starts each application some times, by turns, so that a noisy minute hits all.
	 * @return a table
	 */
	String run(int rounds) {
		ManyBeans.write(beans(), BEANS);
		Map<Application, List<Double>> times = new EnumMap<>(Application.class);
		Map<Application, List<Double>> classes = new EnumMap<>(Application.class);
		for (int round = 0; round <= rounds; round++) {
			for (Application application : Application.values()) {
				Run run = start(application);
				if (round > 0) {
					// The first fills the caches of the file system
					times.computeIfAbsent(application, (key) -> new ArrayList<>()).add(run.millis());
					classes.computeIfAbsent(application, (key) -> new ArrayList<>()).add((double) run.classes());
				}
			}
		}
		StringBuilder table = new StringBuilder("Start of an application, median of " + rounds + "\n\n"
				+ "| application | to without | difference | spread | classes loaded |\n|---|---:|---:|---:|---:|\n");
		times.forEach((application, values) -> {
			double base = Medians.median(times.get(application.without()));
			double baseClasses = Medians.median(classes.get(application.without()));
			table.append(String.format("| %s | %.3f | %+.0f ms | ±%.0f %% | %+.0f |%n", application.description,
					Medians.median(values) / base, Medians.median(values) - base, 100 * Medians.spread(values),
					Medians.median(classes.get(application)) - baseClasses));
		});
		return table.toString();
	}

	private Run start(Application application) {
		List<String> options = new ArrayList<>(OPTIONS);
		options.addAll(List.of(application.options));
		long start = System.nanoTime();
		Process process = Processes.start(classPath(application), options, StartUpApplication.class);
		BufferedReader output = Processes.reader(process);
		int classes = Integer.parseInt(Processes.await(output, StartUpApplication.READY));
		double millis = (System.nanoTime() - start) / 1e6;
		Processes.end(process);
		return new Run(millis, classes);
	}

	private String classPath(Application application) {
		Assert.state(this.jar.toFile().isFile(), "There is no jar: run it with the phase verify");
		String others = switch (application.path) {
			case EVERYTHING -> everything() + File.pathSeparator + beans();
			case STARTER -> StarterClassPath.of(false) + File.pathSeparator + this.directory.resolve("test-classes");
			case MVC -> StarterClassPath.of(true) + File.pathSeparator + this.directory.resolve("test-classes");
		};
		return (application == application.without()) ? others : others + File.pathSeparator + this.jar;
	}

	private String everything() {
		String classes = this.directory.resolve("classes").toString();
		List<String> entries = Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
		Assert.state(entries.contains(classes), "Our classes are not on the class path");
		return entries.stream()
			.filter((entry) -> !entry.equals(classes) && !entry.contains("opentelemetry-exporter-"))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private Path beans() {
		return this.directory.resolve("benchmark").resolve("beans");
	}

	private enum Application {

		WITHOUT("without our jar", ClassPath.EVERYTHING),

		NO_KEYS("with our jar, no keys", ClassPath.EVERYTHING),

		KEYS("with our jar and keys", ClassPath.EVERYTHING, PUBLIC_KEY, SECRET_KEY),

		DISABLED("with our jar, `langfuse.enabled=false`", ClassPath.EVERYTHING, "-Dlangfuse.enabled=false"),

		MANY_WITHOUT("1,000 beans, without our jar", ClassPath.EVERYTHING, MANY),

		MANY_NO_KEYS("1,000 beans, with our jar, no keys", ClassPath.EVERYTHING, MANY),

		STARTER_WITHOUT("starter only, without our jar", ClassPath.STARTER),

		STARTER_KEYS("starter only, with our jar and keys", ClassPath.STARTER, PUBLIC_KEY, SECRET_KEY),

		MVC_WITHOUT("Spring MVC, without our jar", ClassPath.MVC),

		MVC_KEYS("Spring MVC, with our jar and keys", ClassPath.MVC, PUBLIC_KEY, SECRET_KEY);

		private final String description;

		private final ClassPath path;

		private final String[] options;

		Application(String description, ClassPath path, String... options) {
			this.description = description;
			this.path = path;
			this.options = options;
		}

		/**
		 * Returns the application to compare with.
		 */
		Application without() {
			return switch (this.path) {
				case STARTER -> STARTER_WITHOUT;
				case MVC -> MVC_WITHOUT;
				case EVERYTHING -> (this == MANY_NO_KEYS || this == MANY_WITHOUT) ? MANY_WITHOUT : WITHOUT;
			};
		}

	}

	private enum ClassPath {

		EVERYTHING, STARTER, MVC

	}

	private record Run(double millis, int classes) {

	}

}
