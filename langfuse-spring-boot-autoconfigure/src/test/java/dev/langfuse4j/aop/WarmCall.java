/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.concurrent.Callable;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.export.ObservationExporter;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A call of an observed method in an application that has nothing else.
 */
public final class WarmCall implements Callable<Object>, AutoCloseable {

	private static final int WARM = 20;

	private final ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
		.properties("spring.main.web-application-type=none", "spring.main.banner-mode=off",
				"langfuse.flush-interval=10m", "spring.main.register-shutdown-hook=false")
		.run();

	private final Plain service = this.context.getBean(Plain.class);

	public WarmCall() {
		for (int i = 0; i < WARM; i++) {
			call();
		}
	}

	@Override
	public Object call() {
		return this.service.answer("How far is the moon?");
	}

	@Override
	public void close() {
		this.context.close();
	}

	interface Plain {

		String answer(String question);

	}

	static class Answers implements Plain {

		@Override
		@Observe
		public String answer(String question) {
			return question;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class })
	static class Application {

		@Bean
		Answers answers() {
			return new Answers();
		}

		@Bean
		ObservationExporter exporter() {
			return (observations) -> {
			};
		}

	}

}
