/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.export.otlp.ResourceAttributes;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.core.env.Environment;

/**
 * Finds the attributes that all observations have in common.
 */
final class ResourceAttributesFactory {

	private ResourceAttributesFactory() {
	}

	static ResourceAttributes create(LangfuseSettings settings, Environment environment,
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
