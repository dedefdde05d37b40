/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.services;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.annotation.ObserveTrace;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * Asks a stranger and an advisor. It runs in the jar of the sample, in place of the
 * sample.
 */
@SpringBootApplication
public class RecruitingApplication {

	public static void main(String[] args) {
		SpringApplication.run(RecruitingApplication.class, args);
	}

	/**
	 * {@code GET /recruit}.
	 */
	@RestController
	static class Recruiter {

		private final RestClient client;

		private final Environment environment;

		Recruiter(RestClient.Builder client, Environment environment) {
			this.client = client.build();
			this.environment = environment;
		}

		@GetMapping("/recruit")
		@Observe(name = "recruit")
		@ObserveTrace(userId = "#user", sessionId = "#session", tags = { "täg 1", "c++", "100%" },
				metadata = "50%='a=b;c, d'")
		String recruit(@RequestParam("user") String user, @RequestParam("session") String session) {
			this.client.get().uri(address("stranger")).retrieve().toBodilessEntity();
			return this.client.post()
				.uri(address("advisor"))
				.body("{\"role\":\"Backend engineer\",\"skills\":[\"java\"]}")
				.retrieve()
				.requiredBody(String.class);
		}

		private String address(String service) {
			return this.environment.getRequiredProperty("address." + service);
		}

	}

}
