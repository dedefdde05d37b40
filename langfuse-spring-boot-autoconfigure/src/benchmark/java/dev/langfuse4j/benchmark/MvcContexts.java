/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * A web application that observes nothing of its own, with and without us.
 */
final class MvcContexts {

	private MvcContexts() {
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ObservationAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, WebMvcObservationAutoConfiguration.class })
	static class Web {

		@Bean
		EchoController echoController() {
			return new EchoController();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(LangfuseAutoConfiguration.class)
	static class Ours {

		@Bean
		DiscardingExporter exporter() {
			return new DiscardingExporter(false);
		}

	}

	@RestController
	static class EchoController {

		@GetMapping("/echo")
		String echo(@RequestParam String text) {
			return text;
		}

	}

}
