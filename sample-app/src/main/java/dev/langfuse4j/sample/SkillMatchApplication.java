/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts SkillMatch: as a service, with {@code --job=FILE} as a job that ends, or with
 * {@code --experiment} as an experiment that ends.
 */
@SpringBootApplication
public class SkillMatchApplication {

	public static void main(String[] args) {
		ApplicationArguments arguments = new DefaultApplicationArguments(args);
		if (arguments.containsOption(MatchJob.OPTION)) {
			System.exit(job(args));
		}
		if (arguments.containsOption(MatchExperiment.OPTION)) {
			System.exit(experiment(args));
		}
		SpringApplication.run(SkillMatchApplication.class, args);
	}

	/**
	 * Prints the report after closing the application, which delivers the remaining
	 * observations.
	 */
	static int job(String... args) {
		try (ConfigurableApplicationContext context = run("job", args)) {
			MatchJob job = context.getBean(MatchJob.class);
			context.close();
			return job.report();
		}
	}

	/**
	 * Closes the application.
	 * @return the exit code of {@link MatchExperiment}
	 */
	static int experiment(String... args) {
		return SpringApplication.exit(run("experiment", args));
	}

	private static ConfigurableApplicationContext run(String profile, String... args) {
		SpringApplication application = new SpringApplication(SkillMatchApplication.class);
		application.setAdditionalProfiles(profile);
		return application.run(args);
	}

}
