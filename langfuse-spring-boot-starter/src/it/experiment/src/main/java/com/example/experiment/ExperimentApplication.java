package com.example.experiment;

import dev.langfuse4j.annotation.Observe;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * An application whose answers are measured by its tests.
 */
@SpringBootApplication
public class ExperimentApplication {

	public static void main(String[] args) {
		SpringApplication.run(ExperimentApplication.class, args);
	}

	@Bean
	Capitals capitals() {
		return new Capitals();
	}

	/**
	 * Stands for a model.
	 */
	public static class Capitals {

		@Observe
		public String of(String country) {
			return switch (country) {
				case "France" -> "Paris";
				case "Austria" -> "Vienna";
				default -> "unknown";
			};
		}

	}

}
