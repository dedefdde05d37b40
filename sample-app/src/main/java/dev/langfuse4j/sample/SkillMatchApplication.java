package dev.langfuse4j.sample;

import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts SkillMatch: as a service, or with {@code --job=FILE} as a job that ends.
 */
@SpringBootApplication
public class SkillMatchApplication {

	public static void main(String[] args) {
		if (new DefaultApplicationArguments(args).containsOption(MatchJob.OPTION)) {
			System.exit(job(args));
		}
		SpringApplication.run(SkillMatchApplication.class, args);
	}

	/**
	 * Prints the report after closing the application, which delivers the remaining
	 * observations.
	 */
	static int job(String... args) {
		SpringApplication application = new SpringApplication(SkillMatchApplication.class);
		application.setAdditionalProfiles("job");
		try (ConfigurableApplicationContext context = application.run(args)) {
			MatchJob job = context.getBean(MatchJob.class);
			context.close();
			return job.report();
		}
	}

}
