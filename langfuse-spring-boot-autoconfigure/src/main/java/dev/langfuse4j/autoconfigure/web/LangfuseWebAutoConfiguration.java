/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.web;

import dev.langfuse4j.autoconfigure.ImportForWebApplication;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration for the web.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ImportForWebApplication(servlet = { WebConfigurations.Servlet.class, WebTraceConfigurations.Servlet.class },
		reactive = { WebConfigurations.Reactive.class, WebTraceConfigurations.Reactive.class })
@Import({ WebTraceConfigurations.Requests.class, WebTraceConfigurations.Security.class,
		WebTraceConfigurations.Outgoing.class, WebTraceConfigurations.Rest.class, WebTraceConfigurations.Web.class })
public final class LangfuseWebAutoConfiguration {

}
