/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.http.LangfuseClients;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the clients of the API of Langfuse servers, for everything except traces.
 */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

	@Bean
	LangfuseApiClients langfuseApiClients(LangfuseSettings settings, LangfuseClients clients) {
		return new LangfuseApiClients(clients, settings.absence());
	}

}
