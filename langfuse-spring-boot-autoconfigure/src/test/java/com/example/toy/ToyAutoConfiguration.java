/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.toy;

import dev.langfuse4j.autoconfigure.ConditionalOnLinkage;
import dev.langfuse4j.autoconfigure.LangfuseActivation;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.trace.ObservationMapper;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;

/**
 * The auto-configuration for the library.
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnClass(name = "com.example.toylib.ToyContext")
@ConditionalOnLinkage(library = "Toy", room = "com.example.toy")
@EnableConfigurationProperties(ToyAutoConfiguration.Properties.class)
public final class ToyAutoConfiguration {

	@Bean
	ObservationMapper<?> langfuseToyMapper(Properties properties) {
		return new ToyMapper(properties.enabled());
	}

	@Bean
	SmartInitializingSingleton langfuseToyReport(LangfuseActivation activation, Properties properties) {
		return () -> {
			if (activation.isActive() && properties.enabled()) {
				LogFactory.getLog(ToyAutoConfiguration.class).info("Toy is observed");
			}
		};
	}

	/**
	 * The properties of the library.
	 *
	 * @param enabled whether to observe calls
	 */
	@ConfigurationProperties("langfuse.toy")
	record Properties(@DefaultValue("true") boolean enabled) {

	}

}
