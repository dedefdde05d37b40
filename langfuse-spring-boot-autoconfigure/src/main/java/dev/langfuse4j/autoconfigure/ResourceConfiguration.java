/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.export.otlp.ProjectEncoders;
import dev.langfuse4j.export.otlp.ResourceAttributes;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The attributes that all observations have in common.
 */
@Configuration(proxyBeanMethods = false)
class ResourceConfiguration {

	@Bean
	ResourceAttributes langfuseResourceAttributes(LangfuseSettings settings, Environment environment,
			ObjectProvider<BuildProperties> build, ObjectProvider<GitProperties> git) {
		return resource(settings, environment, build.getIfUnique(), git.getIfUnique());
	}

	@Bean
	ProjectEncoders langfuseProjectEncoders(LangfuseSettings settings, ResourceAttributes resource) {
		return (project) -> settings.encoder(project, resource);
	}

	static ResourceAttributes resource(LangfuseSettings settings, Environment environment,
			@Nullable BuildProperties build, @Nullable GitProperties git) {
		OpenTelemetryVariables variables = new OpenTelemetryVariables(environment);
		String version = (build != null) ? build.getVersion() : null;
		String release = settings.release();
		if (release == null) {
			release = (git != null && git.getCommitId() != null) ? git.getCommitId() : version;
		}
		if (version == null) {
			version = environment.getProperty("spring.application.version");
			version = (version != null) ? version : variables.serviceVersion();
		}
		String name = environment.getProperty("spring.application.name");
		return new ResourceAttributes((name != null) ? name : variables.serviceName(), version, release,
				settings.environment(), variables.others());
	}

}
