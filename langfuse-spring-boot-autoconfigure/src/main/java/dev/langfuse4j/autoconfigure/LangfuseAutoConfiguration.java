/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration for Langfuse. There are no conditions on {@code langfuse.*}: if
 * Langfuse is disabled, the beans are still present and calls to them are no-ops.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = { "org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration",
		"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration" })
@EnableConfigurationProperties(LangfuseProperties.class)
@Import({ LangfuseConfigurations.Export.class, LangfuseConfigurations.MicrometerTracing.class,
		LangfuseConfigurations.Trace.class, AopConfiguration.class, TaskDecoratorConfiguration.class })
public final class LangfuseAutoConfiguration {

}
