/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import dev.langfuse4j.autoconfigure.ImportForWebApplication;
import dev.langfuse4j.autoconfigure.LangfuseActivation;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.LangfuseProperties;
import dev.langfuse4j.export.otlp.ProjectEncoders;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.http.ProjectLinks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration for the console. Its beans are there in any case and look at
 * {@code langfuse.console.enabled}; while it is off, no class of the console is loaded.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnBean(name = "langfuseExportPipeline")
@EnableConfigurationProperties(ConsoleProperties.class)
@ImportRuntimeHints(ConsoleRuntimeHints.class)
@ImportForWebApplication(servlet = ConsoleConfigurations.Servlet.class, reactive = ConsoleConfigurations.Reactive.class)
public final class LangfuseConsoleAutoConfiguration {

	@Bean
	ConsoleSwitch langfuseConsole(ConsoleProperties properties, LangfuseActivation activation,
			LangfuseProperties langfuse, ApplicationContext context, ResourceAttributes resource, ProjectLinks links,
			ObjectProvider<ProjectEncoders> encoders, ObjectProvider<ExportPipeline> pipeline) {
		ConsoleEnvironment environment = new ConsoleEnvironment(context);
		boolean observing = activation.isActive() && environment.isWeb();
		if (observing && properties.isEnabled()) {
			return Consoles.create(properties, langfuse, resource, links, encoders.getObject(), pipeline::getObject);
		}
		return ConsoleSwitch.off(properties.isEnabled(), observing && environment.isDevelopment());
	}

	/**
	 * Not lazy, as nothing asks for it.
	 */
	@Bean
	@Lazy(false)
	ConsoleLifecycle langfuseConsoleLifecycle(ConsoleSwitch console, ConsoleProperties properties,
			ApplicationContext context) {
		return (console.exporter() != null) ? Consoles.lifecycle(console.exporter(), properties, context)
				: ConsoleLifecycle.off();
	}

}
