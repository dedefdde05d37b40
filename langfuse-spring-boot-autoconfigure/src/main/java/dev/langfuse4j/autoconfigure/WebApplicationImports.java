/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import org.springframework.boot.web.context.reactive.ConfigurableReactiveWebEnvironment;
import org.springframework.boot.web.context.reactive.ReactiveWebApplicationContext;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.web.context.ConfigurableWebEnvironment;
import org.springframework.web.context.WebApplicationContext;

/**
 * Selects the configurations of {@link ImportForWebApplication}, by what Spring Boot's
 * condition on web applications looks at, too.
 */
final class WebApplicationImports implements ImportSelector {

	private static final String[] NONE = {};

	private final Environment environment;

	private final ResourceLoader context;

	WebApplicationImports(Environment environment, ResourceLoader context) {
		this.environment = environment;
		this.context = context;
	}

	@Override
	public String[] selectImports(AnnotationMetadata metadata) {
		MergedAnnotation<ImportForWebApplication> imports = metadata.getAnnotations()
			.get(ImportForWebApplication.class);
		if (this.environment instanceof ConfigurableReactiveWebEnvironment
				|| this.context instanceof ReactiveWebApplicationContext) {
			return imports.getStringArray("reactive");
		}
		return (this.environment instanceof ConfigurableWebEnvironment || this.context instanceof WebApplicationContext)
				? imports.getStringArray("servlet") : NONE;
	}

}
